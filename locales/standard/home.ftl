## Homes of workers and of the council: what is due, what hangs in the air, who waits.
home-greeting = { $name }さんのホーム
home-lead-council = 名前のない報告と、地域で取り組んでいることです。
home-lead-office = 職員を加え、サインインできるようにするところです。
home-lead-system = 事業所・機関を加え、それぞれの最初の管理者に渡すところです。
home-lead = 待っている人、途中のこと、宙に浮いた役割、これからの予定です。
home-count = { $count }件
home-more = ほかの{ $count }件を見る

# The one next step.
home-next-request = { $name }さんの会議を頼まれています
home-next-request-go = 依頼を読んで返事をする
home-next-today = 今日は{ $name }さんの会議です
home-next-today-go = 会議のページを開く
home-next-past = { $name }さんの会議の日が過ぎました
home-next-concern = { $name }さんについて、気になることが書かれています
home-next-step = { $name }さんのことで、つぎにすることがあります
home-next-air = { $name }さんの役割が、一つ宙に浮いています
home-next-air-go = まだ空いていることを決める
home-next-due = { $name }さんのモニタリングの時期です
home-next-due-why = 計画を見直す日の目安は、{ $day }です。
home-next-roster = 担当する人を登録します
home-next-roster-why = Excelやソフトから出した名簿を、まとめて取り込めます。一人ずつ登録することもできます（「利用者」のページ）。
home-next-roster-go = 名簿を取り込む
home-next-begin = 計画がまだない人が、{ $count }人います
home-next-begin-why = { $count ->
    [1] { $name }さんから始めます。
   *[other] { $name }さんから始めてはどうでしょう。ほかの人は下の「計画は、これからの人」にあります。
}
home-next-begin-go = { $name }さんのページを開く
home-next-report = 新しい報告が届いています
home-next-report-go = 古い月の報告から読む

# Groups.
home-waiting = 届いた会議の依頼
home-waiting-none = 返事をする依頼は、いまありません。
home-steps = 始まっていて、まだ終わっていないこと
home-steps-none = 途中で止まっていることはありません。
home-concerns = 気になること
home-concerns-none = 気になることは書かれていません。
home-declined = 断られた依頼（どうするか決める）
home-declined-none = 断られた依頼はありません。
home-sent = こちらから頼んだ会議
home-sent-none = 返事を待っている依頼はありません。
home-sent-waits = 返事を待っています
home-sent-long = 長く待っています
home-request = 会議の依頼
home-meetings = 会議
home-meeting-others = あなたの席はなし
home-meetings-none = 予定の会議はありません。
home-air = 宙に浮いた役割、わたしのやること
home-air-none = 宙に浮いた役割も、わたしのやることもありません。
home-ended = このあいだ終わったこと
home-ended-none = このあいだ終わったことは、ありません。
home-due = モニタリングと見直しの時期
home-due-none = 60日以内に見直す計画はありません。
home-due-note = { $kind }　{ $day }まで
home-due-past = 時期がきています
home-due-soon = もうすぐ
home-due-later = これから
home-begin = 計画は、これからの人
home-begin-none = 計画がまだない人はいません。
home-begin-since = { $day }からチームにいます
home-reports = 届いた報告
home-reports-none = 新しい報告はありません。
home-issues = 取り組み中の地域課題
home-issues-none = 取り組み中の地域課題はありません。
home-issue-note = 報告{ $count }件

# Without people.
home-office = 職員をととのえる
home-office-text = 職員を加え、設定リンクを渡します。利用者の名簿を入れるのは、サービス管理責任者、児童発達支援管理責任者、相談支援専門員です。その人がサインインすると「名簿の取り込み」が出ます。利用者の記録は、事業所の管理者には見えません。
home-system = 事業所・機関をととのえる
home-system-text = 事業所・機関を加え、最初の管理者に設定リンクを渡します。利用者の記録は、システム管理者には見えません。
home-quiet = いま、急ぐことはありません
home-quiet-why = 担当している人のことばを読んで、気づいたことがあれば一行で書いてください。
home-quiet-go = 担当している人を見る
home-nothing = 担当はまだありません
home-nothing-text = 管理者に、役割とチームを確かめてください。
home-lead-member = 地域で取り組んでいることと、次に話し合うことです。
home-next-session = { $day }の会議で話し合うこと
home-next-session-go = 課題を読んでおく
home-no-session = 次の会議の議題は、まだありません
home-no-session-text = これまでの課題と返事を、いつでも読めます。
home-no-session-go = 協議会を見る

# Notices by rule: a few a day, the rest gathered for the week.
home-notices = きょうのお知らせ
home-notices-none = きょうのお知らせはありません。
home-week = 今週のまとめ
home-week-none = 今週にまとめたお知らせはありません。
notice-review = { $day }までに、計画を見直す時期です
notice-review-past = 計画を見直す日（{ $day }）を過ぎました
notice-task-late = { $day }までの約束が、まだ済んでいません
notice-request-waits = 頼んだ会議の返事が、{ $day }になってもまだありません
notice-consent-ends = 見せる約束が{ $day }に終わります。もう一度聞く時期です
notice-consent-answered = 見せてよいか聞いたことに、返事がありました
