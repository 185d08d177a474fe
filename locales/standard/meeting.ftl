## Meetings: asking for one, calling, conferring, closing, and the papers.

# The two kinds and their states.
meeting-title = 会議
meeting-kind = 会議の種類
meeting-kind-individual = 個別支援会議
meeting-kind-providers = サービス担当者会議
meeting-calling = 日程を調整中
meeting-fixed = 日時が決まりました
meeting-closed = 終わりました
meeting-called-off = とりやめ
meeting-no-day = 日時はまだ決まっていません
meeting-minutes-long = { $minutes }分
meeting-back = 会議にもどる

# Calling.
meeting-call = 会議をよびかける
meeting-call-lead = 何を決める会議かを一文で書き、人と日時を選びます。これだけで、案内と議題ができます。
meeting-cause = きっかけ
meeting-must-decide = この会議で決めること
meeting-must-decide-hint = 120文字までの一文で書きます。案内と議事録のいちばん上に出ます。
meeting-people = 来てほしい人
meeting-people-hint = 本人はいつも最初に入っています。名前の下は、その人に聞きたいことです。
meeting-candidate-group = 候補{ $number }
meeting-candidate = 候補{ $number }の日
meeting-candidate-time = 候補{ $number }の時刻
meeting-time-hint = 例：15:30、午後3時半
meeting-length = 長さ（分）
meeting-place = 場所
meeting-place-hint = 部屋の名前です。ビデオ通話のときは、アドレスと電話番号を書きます。
meeting-convene = この内容で会議をよびかける
error-candidate-needed = 候補の日時を、一つ以上書いてください。
error-minutes = 会議の長さを、分の数字で書いてください（1から480まで。例：60）。
done-called = 会議をよびかけました

# What we hope to hear from a member.
expected-home = 家でのようす、家族の願い
expected-neighbourhood = いつもの付き合いで見えること
expected-whole-life = 暮らし全体と、ほかの支援とのつながり
expected-office = 事業所でのようす、できる支援
expected-school = 園や学校でのようす
expected-health = からだと医療のこと
expected-work = 職場でのようす
expected-elder-care = 介護の側から見えること
expected-region = 使える制度と、地域へのつなぎ方
expected-knows = 知っていること、できること

# Asking the specialist to convene one.
request-title = サービス担当者会議を頼む
request-text = サービス担当者会議を招集するのは、相談支援専門員です。決めたいことと、なぜ今かを添えて頼みます。
request-no-specialist = チームに相談支援専門員がいません（セルフプランなど）。事業所の個別支援会議をひらくか、基幹相談支援センターに相談できます。
request-legend = 相談支援専門員への依頼
request-to = 頼む先
request-reason = なぜ今か
request-send = 依頼を送る
error-consent-needed = この事業所には、会議の内容を見せる同意がまだありません。先に「見せる・見せない」で本人に確かめてください。
done-asked = 会議を依頼しました

# A request and the answer to it.
request-page = 会議の依頼
request-card = 依頼の内容
request-by = 発案した人
request-waiting = 返事待ち
request-accepted = 会議が招集されました
request-merged = 予定の会議で話します
request-declined = 断られました
request-declined-why = 断った理由：
request-wait = 返事を待っています。7日たっても返事がないときは、事業所の個別支援会議をひらけます。
request-overdue = 返事が7日以上ありません。個別支援会議をひらけます
request-held = 個別支援会議をよびかけてあります
request-meeting = 会議のページへ
request-accept = 会議を招集する
request-accept-text = 人と日時を選んで、サービス担当者会議を招集します。決めることは、この依頼から写します。
request-accept-go = この依頼で会議を招集する
request-merge = 予定の会議でいっしょに話す
request-merge-into = どの会議で話しますか
request-merge-go = この会議の議題に入れる
request-decline = 招集を断る
request-decline-reason = 断る理由
request-decline-hint = 理由は記録に残り、頼んだ人に届きます。頼んだ事業所は、自分の個別支援会議をひらけます。
request-decline-go = 理由を添えて断る
request-go-on = 事業所の個別支援会議をひらく
request-go-on-why = きっかけと決めたいことを引き継いで、すぐによびかけられます。
request-own-meeting = 個別支援会議をよびかける
done-declined = 理由を添えて断りました
done-merged = 予定の会議の議題に入れました
done-answered-before = この依頼には、もう返事がしてあります

# The meeting's page.
meeting-by = 発案：{ $proposer }　招集：{ $convener }（{ $org }）
meeting-called-off-why = とりやめた理由：
meeting-next-fix = 候補から日時を決める
meeting-next-fix-why = 本人と家族の都合を、いちばん先に考えます。
meeting-next-invite = 案内の紙を渡して、都合を聞く
meeting-next-invite-why = 一人に一枚です。候補の日時に印をつけて、FAXや手渡しで返してもらえます。
meeting-to-sheets = 案内の紙を見る
meeting-to-days = 候補の日時を見る
meeting-next-sheets = 日時が決まりました。案内の紙を渡します
meeting-next-sheets-why = 当日になったら、話し合って決めたことを、ここに書きます。
meeting-next-decide = 話し合って、決めたことを書く
meeting-next-decide-why = すぐできる、時間を要する、今はできない。どれに決まっても、前に進みます。
meeting-next-ask = 決めたことを、本人に聞く
meeting-next-ask-why = まだ本人に聞いていない決定があります。会議を閉じる前に、その場で聞きます。
meeting-next-refused = 本人が「いや」「ほかのがいい」と答えた決定があります
meeting-next-refused-why = もういちど話し合って、別の案を書けます。閉じるときは、答えも議事録に残ります。
meeting-next-close = 五つの点を確かめて、会議を閉じる
meeting-next-close-why = だれがいたかを確かめ、五つの点を書きます。「まだ」があっても閉じられます。
meeting-next-minutes = 議事録を読んで確かめる
meeting-next-minutes-why = 確かめた議事録は固定され、あとから書きかわることはありません。
meeting-to-minutes = 議事録を見る
meeting-next-plan = 決めたことを計画に反映する
meeting-next-plan-why = 意味が変わった目標だけ、本人にもういちど聞きます。
meeting-to-plans = 計画への反映を見る
meeting-next-need = 地域ではできないことを、協議会に届ける
meeting-next-need-why = 名前を出さずに、困っていることだけを届けます。届けないと決めることもできます。
meeting-to-need = できないことのページへ
meeting-next-air = 空いている役割を決める
meeting-next-air-why = だれが、いつまでにするかが空いたままのことがあります。
meeting-next-tasks = 決めたことを、はじめる
meeting-next-tasks-why = できたら「できた」、むずかしかったらそのわけを書きます。
meeting-to-tasks = やることを見る
meeting-next-again = もういちどよびかける
meeting-next-again-why = きっかけになったことは、まだ残っています。
meeting-to-request = 会議の依頼にもどる
meeting-days = 候補の日時
meeting-fix = この日時に決める
meeting-fix-spoken = この日時に決める：{ $when }
meeting-seats = 出席と意見
seat-name = 名前
seat-expected = 聞きたいこと
seat-attendance = 出席
seat-attendance-of = { $name }さんの出席
seat-note-of = { $name }さんの意見、来られる時間
seat-change = 返事
seat-change-go = 返事を書く
attendance-unanswered = 返事待ち
attendance-yes = 出席
attendance-part = 一部だけ出席
attendance-written = 書面で意見
attendance-no = 欠席
attended-none = 記録なし
meeting-invite-title = チームのほかの人にも声をかける
meeting-invite-who = だれに声をかけますか
meeting-invite = 案内に加える
meeting-call-off = 会議をとりやめる
meeting-call-off-reason = とりやめる理由
meeting-call-off-go = 理由を添えてとりやめる

# Agenda in two halves.
agenda-title = 議題
agenda-none = まだありません。
agenda-add-title = 議題を加える
agenda-text = 話したいこと
agenda-half = どちらで話しますか
agenda-add = 議題に加える

# Three viewpoints.
viewpoints-title = 三つの視点
viewpoint-person = 本人から
viewpoint-provider = サービス担当者から
viewpoint-specialist = 相談支援専門員から
viewpoint-none = まだ書かれていません
done-erased = 書いてあったことを消しました
viewpoint-by = 書いた人：{ $by }
viewpoint-ask-person = 実際に支援する人と確かめたこと（本人のことばで）
viewpoint-ask-provider = 計画の案をよくする、専門の意見
viewpoint-ask-specialist = 本人とサービス担当者から聞いた、実際のようす
viewpoint-write-person = 本人の視点を書く
viewpoint-write-provider = サービス担当者の視点を書く
viewpoint-write-specialist = 相談支援専門員の視点を書く

# Decisions.
decisions-title = 決めたこと
decisions-none = 決めたことは、まだありません
decisions-none-text = 話し合ったことは、「すぐできる」「時間を要する」「今はできない」のどれかになります。
outcome-now = すぐできる
outcome-takes-time = 時間を要する
outcome-cannot-now = 今はできない
outcome-hint-now = だれが、いつまでにするか。何で、できたとわかるか。
outcome-hint-takes-time = だれが、はじめの一歩をいつ踏み出すか。
outcome-hint-cannot-now = どこまで考えてできないか、なぜか、それまでどうするか。
decision-title = 決めたことを書く
decision-add = 決めたことを書く
decision-text = 決めたこと
decision-text-hint = 本人が「はい」「いや」で答えられる一文にします。
decision-outcome = どれになりますか
decision-who = だれが
decision-nobody-yet = まだ決まっていない
decision-due = いつまで
decision-known-by = 何で、できたとわかるか
decision-first-step = はじめの一歩
decision-level = どこまでできないか
decision-reason = できない理由
decision-until-then = それまでどうするか
decision-shared-with = 共有した相手
decision-for-now = 「すぐできる」のとき：できたとわかるしるし
decision-for-now-and-time = 「すぐできる」「時間を要する」のとき：だれが、いつまで
decision-for-time = 「時間を要する」のとき：はじめの一歩
decision-for-cannot = 「今はできない」のとき
decision-empty = まだ決まっていません
decision-hangs = 役割が宙に浮いています
decision-settle = 空いているところを決める
decision-settle-spoken = 空いているところを決める：{ $text }
decision-settled = 会議のあとで決まりました：{ $text }
decision-ask = 本人に聞く
decision-ask-spoken = 本人に聞く：{ $text }
decision-change = 直す
decision-change-spoken = 直す：{ $text }
decision-need = これからの道のりを見る
decision-need-spoken = これからの道のりを見る：{ $text }
decision-remove = この決定を取り下げる

# Closing: five points.
meeting-close = 会議を閉じる
meeting-close-lead = 五つの点を、みんなで声に出して確かめます。空いたままでは閉じられませんが、「まだ」と書けば閉じられます。
meeting-close-go = 確かめて、会議を閉じる
attended-title = だれがいましたか
attended-hint = 返事のとおりに入っています。ちがうところを直してください。議事録に残ります。
attended-nobody = 出席の返事が一つもありません。だれがいたかを、ここで選んでください。議事録に残ります。
attended-unknown = わからない、または記録がない
choose-one = 選んでください
point-people = 必要な関係者が参画しているか。地域の課題につなげる人もいるか
point-needs = 本人のニーズに添った支援になっているか
point-horizons = 短期と中長期、すぐできる支援と時間を要する支援を分けて話し合ったか
point-roles = すぐできる支援について、具体的な役割分担ができたか
point-cannot-now = 現状ではできないことを確かめ、共有できたか
point-state = どうでしたか
point-state-confirmed = 確かめた
point-state-not-yet = まだ
point-text-people = ひとこと
point-text-needs = ひとこと
point-text-horizons = ひとこと
point-text-roles = ひとこと
point-text-cannot-now = ひとこと（できないことがなければ「なし」）
point-text-hint = 「まだ」のときは、空いていてもかまいません。
point-not-yet-reason = 「まだ」のわけ
point-not-yet-hint = 「まだ」のときだけ選びます。
not-yet-no-time = 時間が足りなかった
not-yet-somebody-missing = 必要な人がいなかった
not-yet-person-not-ready = 本人がまだ決めたくない
not-yet-find-out-first = 調べてから
not-yet-next-meeting = 次の会議で
error-point-empty = 「確かめた」か「まだ」を選んでください。
error-choose-not-yet = 「まだ」のわけを選んでください。
error-meeting-no-day = 日時がまだ決まっていません。先に、候補から日時を決めてください。
done-closed = 会議を閉じ、議事録を作りました

# What the records already say about the five points.
evidence-taking-part = 出席、または書面で加わる人：{ $count }人
evidence-unanswered = 返事待ち：{ $names }
evidence-carriers = 地域の課題につなげる人：{ $names }
evidence-no-carrier = 地域の課題につなげる人（相談支援専門員、基幹相談支援センター、市町村）が、まだいません。
evidence-person = 本人が加わっています。
evidence-no-person = 本人が加わった記録は、まだありません。
evidence-answered = 決めたこと{ $all }件のうち、{ $answered }件に本人の答えがあります。
evidence-refused = 「いや」「ほかのがいい」と答えた決定が{ $count }件あります。
evidence-kinds = 決めたことは、すぐできる支援が{ $now }件、時間を要する支援が{ $takes }件、今はできないことが{ $cannot }件です。
evidence-roles-clear = すぐできる支援{ $all }件は、だれが、いつまで、どうわかるかが、すべて決まっています。
evidence-roles-none = すぐできる支援として決めたことは、ありません。
evidence-hanging = すぐできる支援{ $all }件のうち{ $count }件で、だれが、いつまで、どうわかるかのどれかが空いています。
evidence-hanging-later = 時間を要する支援で、だれが、いつ、何からはじめるかが空いている決定が{ $count }件あります。
evidence-cannot = { $count ->
    [0] 「今はできない」とした決定はありません。
   *[other] 「今はできない」とした決定が{ $count }件あります（うち、地域ではできない{ $region }件）。
}

# After the meeting: plans and minutes.
meeting-plans = 計画への反映
meeting-plan-version = 第{ $number }版に反映しました
meeting-into-plan = この会議から計画を見直す
meeting-into-plan-spoken = この会議から計画を見直す：{ $plan }
minutes-title = 議事録
minutes-none = 議事録はまだありません。
minutes-not-closed = 会議を閉じると、議事録ができます。
minutes-to-confirm = 確かめるのを待っています
minutes-locked-by = { $by }さんが確かめました
minutes-confirm-title = 議事録を確かめる
minutes-confirm-text = 読み上げて、ちがうところがなければ確かめてください。確かめた版は固定され、あとから書きかわることはありません。
minutes-confirm = この内容で確かめた
minutes-to-correct = ちがうところがあるときは、訂正を書き足す
minutes-correct-title = ちがうところがあるとき
minutes-correction = 訂正
minutes-correction-hint = どこがどうちがうかを書きます。もとの文は消えず、この訂正が下に書き足された、新しい版になります。
minutes-correct = 訂正を書き足す
minutes-wait = 招集した事業所が確かめると、固定されます。ちがうところがあるときは、その前に伝えてください。
done-corrected = 訂正を書き足しました
minutes-foot = 第{ $number }版　照合番号 { $hash }
done-locked = 議事録を確かめ、固定しました

# The printed invitation.
meeting-sheets = 案内の紙
meeting-sheets-lead = 一人に一枚、A4です。全員分がこの下にあり、まとめて印刷できます。書き込んで、FAXや手渡しで返してもらえます。
sheet-for = { $name }への案内
invitation-title = 会議のご案内
invitation-of = { $name }の{ $kind }のご案内
paper-dear = { $name } 様
paper-from = { $org }　{ $name }
paper-expected = お聞きしたいこと：{ $text }
paper-when = 日時と場所
paper-candidates = 候補の日時（ご都合に印をつけてください）
paper-marks = ○ 出席できる　△ 一部だけ（時間をお書きください）　× 出席できない
paper-facts = 会議の前に、お聞かせください（変わったこと、本人が選んだこと・いやだと言ったこと、うまくいったこと）
paper-reply = お返事は、こちらへお願いします：{ $org }
paper-phone = 電話
paper-fax = FAX
paper-dear-teacher = { $name }の先生
sheets-print-all = 全部まとめて印刷する
