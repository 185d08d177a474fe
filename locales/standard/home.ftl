## Homes of workers and of the council: what is due, what hangs in the air, who waits.
home-greeting = { $name }さんのホーム
home-lead = 待っている人、宙に浮いた役割、これからの予定です。
home-count = { $count }件

# The one next step.
home-next-request = { $name }さんの会議を頼まれています
home-next-request-go = 依頼を読んで返事をする
home-next-today = 今日は{ $name }さんの会議です
home-next-today-go = 会議のページを開く
home-next-concern = { $name }さんについて、気になることが書かれています
home-next-air = { $name }さんの役割が、一つ宙に浮いています
home-next-air-go = だれがするか決める
home-next-due = { $name }さんのモニタリングの時期です
home-next-due-why = 計画を見直す日の目安は、{ $day }です。
home-next-report = 新しい報告が届いています
home-next-report-go = 報告を読む

# Groups.
home-waiting = 返事を待っている人
home-waiting-none = いま、待っている人はいません。
home-request = 会議の依頼
home-meetings = 会議
home-meetings-none = 予定の会議はありません。
home-air = 宙に浮いた役割、わたしのやること
home-air-none = 宙に浮いた役割も、わたしのやることもありません。
home-due = モニタリングと見直しの時期
home-due-none = 60日以内に見直す計画はありません。
home-due-note = { $kind }　{ $day }まで
home-due-past = 時期がきています
home-due-soon = もうすぐ
home-due-later = これから
home-drafts = 書きかけの計画
home-drafts-none = 書きかけの計画はありません。
home-reports = 届いた報告
home-reports-none = 新しい報告はありません。
home-report-new = 新しい
home-issues = 取り組み中の地域課題
home-issues-none = 取り組み中の地域課題はありません。
home-issue-note = 報告{ $count }件

# Without people.
home-admin = 職員と事業所をととのえる
home-admin-text = あなたの役割では、利用者の記録は見えません。
home-nothing = 担当はまだありません
home-nothing-text = 管理者に、役割とチームを確かめてください。
