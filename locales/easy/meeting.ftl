## Meetings: asking for one, calling, conferring, closing, and the papers. Easy layer.

# The two kinds and their states.
meeting-title = 話し合い
meeting-kind = 話し合いの種類
meeting-kind-individual = 事業所の話し合い
meeting-kind-providers = 支える人みんなの話し合い
meeting-calling = 日にちをさがしています
meeting-fixed = 日にちがきまりました
meeting-closed = おわりました
meeting-called-off = とりやめました
meeting-no-day = 日にちは、まだきまっていません
meeting-minutes-long = { $minutes }分
meeting-back = 話し合いにもどる

# Calling.
meeting-call = 話し合いをよびかける
meeting-call-lead = 何をきめるか書いて、日にちをえらびます。
meeting-cause = きっかけ
meeting-must-decide = この話し合いできめること
meeting-must-decide-hint = 短く書きます。
meeting-people = 来てほしい人
meeting-people-hint = 本人は、いつもさいしょに入ります。
meeting-candidate-group = 候補{ $number }
meeting-candidate = 候補{ $number }の日
meeting-candidate-time = 候補{ $number }の時間
meeting-time-hint = 例：午後3時半
meeting-length = 何分くらいか
meeting-place = 場所
meeting-place-hint = 部屋の名前を書きます。
meeting-convene = 話し合いをよびかける
error-candidate-needed = 日にちと時間を書いてください。
error-minutes = 長さを数字で書いてください。
done-called = 話し合いをよびかけました

# What we hope to hear from a member.
expected-home = 家でのようすと、家族のねがい
expected-neighbourhood = いつも会って、思うこと
expected-whole-life = くらし全体のこと
expected-office = 事業所でのようす
expected-school = 園や学校でのようす
expected-health = 体や病気のこと
expected-work = 仕事のようす
expected-elder-care = 介護の人から見たこと
expected-region = 使えるしくみのこと
expected-knows = 知っていること、できること

# Asking the specialist to convene one.
request-title = みんなの話し合いをおねがいする
request-text = 相談の人が、みんなを集めます。
request-no-specialist = チームに、相談の人がいません。
request-legend = 相談の人へのおねがい
request-to = おねがいする所
request-reason = なぜ今か
request-send = おねがいを送る
error-consent-needed = この事業所には、まだ見せられません。
done-asked = おねがいを送りました

# A request and the answer to it.
request-page = 話し合いのおねがい
request-card = おねがいのなかみ
request-by = 言い出した人
request-waiting = 返事を待っています
request-accepted = 話し合いをひらきます
request-merged = つぎの話し合いで話します
request-declined = ひらかないことになりました
request-meeting = 話し合いのページへ
request-accept = 話し合いをひらく
request-accept-text = 人と日にちをえらびます。
request-accept-go = 話し合いをひらく
request-merge = つぎの話し合いで話す
request-merge-into = どの話し合いですか
request-merge-go = ここで話す
request-decline = ひらかない
request-decline-reason = わけ
request-decline-hint = わけは、のこります。
request-decline-go = わけを送る
request-go-on = 事業所で話し合う
request-go-on-why = すぐに話し合いをよびかけられます。
request-own-meeting = 事業所の話し合いをよびかける
done-declined = わけを送りました

# The meeting's page.
meeting-by = 言い出した人：{ $proposer }　集める人：{ $convener }（{ $org }）
meeting-called-off-why = とりやめたわけ：
meeting-next-fix = 日にちをきめる
meeting-next-fix-why = 本人と家族が行ける日にします。
meeting-to-days = 日にちを見る
meeting-next-decide = 話し合って、きめたことを書く
meeting-next-decide-why = どれにきまっても、前に進みます。
meeting-next-close = 5つのことをたしかめる
meeting-next-close-why = 「まだ」でも、おわれます。
meeting-next-minutes = 記録を読んでたしかめる
meeting-next-minutes-why = たしかめた記録は、かわりません。
meeting-to-minutes = 話し合いの記録を見る
meeting-next-plan = きめたことを計画に書く
meeting-next-plan-why = かわった目標だけ、もういちど聞きます。
meeting-to-plans = 計画を見る
meeting-days = えらべる日
meeting-fix = この日にきめる
meeting-fix-spoken = この日にきめる：{ $when }
meeting-seats = 来る人
seat-name = 名前
seat-expected = 聞きたいこと
seat-attendance = 来るかどうか
seat-attendance-of = { $name }さんは、来るかどうか
seat-note-of = { $name }さんの意見や時間
seat-change = 返事
seat-change-go = 返事を書く
attendance-unanswered = 返事を待っています
attendance-yes = 来ます
attendance-part = とちゅうだけ来ます
attendance-written = 紙で意見を出します
attendance-no = 来られません
attended-none = わかりません
meeting-invite-title = ほかの人も、よぶ
meeting-invite-who = だれをよびますか
meeting-invite = よぶ
meeting-call-off = 話し合いをとりやめる
meeting-call-off-reason = とりやめるわけ
meeting-call-off-go = とりやめる

# Agenda in two halves.
agenda-title = 話すこと
agenda-none = まだありません。
agenda-add-title = 話すことをふやす
agenda-text = 話したいこと
agenda-half = どちらで話しますか
agenda-add = 話すことに入れる

# Three viewpoints.
viewpoints-title = 3人の考え
viewpoint-person = 本人から
viewpoint-provider = サービスの人から
viewpoint-specialist = 相談の人から
viewpoint-none = まだ書いていません
viewpoint-by = 書いた人：{ $by }
viewpoint-ask-person = 手伝う人に、たしかめたいこと
viewpoint-ask-provider = 計画をよくする考え
viewpoint-ask-specialist = みんなから聞いたこと
viewpoint-write-person = 本人の考えを書く
viewpoint-write-provider = サービスの人の考えを書く
viewpoint-write-specialist = 相談の人の考えを書く

# Decisions.
decisions-title = きめたこと
decisions-none = きめたことは、まだありません
decisions-none-text = 話し合うと、ここにきめたことが出ます。
outcome-now = すぐにできる
outcome-takes-time = 時間がかかる
outcome-cannot-now = いまはできない
outcome-hint-now = だれが、いつまでにするか
outcome-hint-takes-time = だれが、いつ、何から始めるか
outcome-hint-cannot-now = できるまで、どうするか
decision-title = きめたことを書く
decision-add = きめたことを書く
decision-text = きめたこと
decision-text-hint = 「はい」「いや」で答えられる文にします。
decision-outcome = どれになりますか
decision-who = だれが
decision-nobody-yet = まだきまっていません
decision-due = いつまで
decision-known-by = なにで、できたとわかるか
decision-first-step = さいしょにすること
decision-level = どこまで考えたか
decision-reason = できないわけ
decision-until-then = できるまで、すること
decision-shared-with = いっしょにたしかめた人
decision-for-now = 「すぐにできる」のとき
decision-for-now-and-time = すぐできるか、時間がかかるとき
decision-for-time = 「時間がかかる」のとき
decision-for-cannot = 「いまはできない」のとき
decision-empty = まだきまっていません
decision-hangs = まだ、きまっていないことがあります
decision-settle = きまっていないことを、きめる
decision-settle-spoken = きまっていないことを、きめる：{ $text }
decision-settled = 話し合いのあとで、きまりました：{ $text }
decision-ask = 本人に聞く
decision-ask-spoken = 本人に聞く：{ $text }
decision-change = なおす
decision-change-spoken = なおす：{ $text }
decision-need = これからを見る
decision-need-spoken = これからを見る：{ $text }
decision-remove = やめる

# Closing: five points.
meeting-close = 話し合いをおえる
meeting-close-lead = 5つのことを、みんなでたしかめます。
meeting-close-go = たしかめて、おえる
point-people = いてほしい人が、いましたか
point-needs = 本人のねがいに合っていますか
point-horizons = 近いことと先のことを分けましたか
point-roles = だれがするか、きまりましたか
point-cannot-now = いまはできないことを話しましたか
point-state = どうでしたか
point-state-confirmed = たしかめた
point-state-not-yet = まだ
point-text-people = ひとこと
point-text-needs = ひとこと
point-text-horizons = ひとこと
point-text-roles = ひとこと
point-text-cannot-now = ひとこと（ないときは「なし」）
point-not-yet-reason = 「まだ」のわけ
not-yet-no-time = 時間が足りなかった
not-yet-somebody-missing = いてほしい人がいなかった
not-yet-person-not-ready = 本人がまだきめたくない
not-yet-find-out-first = しらべてから
not-yet-next-meeting = つぎの話し合いで
error-point-empty = どちらかを、えらんでください。
error-meeting-no-day = 先に、日にちをきめてください。
done-closed = 話し合いがおわりました

# After the meeting: plans and minutes.
meeting-plans = 計画に書くこと
meeting-plan-version = { $number }番目の計画に書きました
meeting-into-plan = この話し合いから計画をかえる
meeting-into-plan-spoken = この話し合いから計画をかえる：{ $plan }
minutes-title = 話し合いの記録
minutes-none = 記録は、まだありません。
minutes-not-closed = 話し合いがおわると、記録ができます。
minutes-to-confirm = たしかめるのを待っています
minutes-locked-by = { $by }さんがたしかめました
minutes-confirm-title = 記録をたしかめる
minutes-confirm-text = ちがうところがなければ、たしかめます。
minutes-confirm = これでいいです
minutes-foot = { $number }番目の記録　番号 { $hash }
done-locked = 記録をたしかめました

# The printed invitation.
meeting-sheets = お知らせの紙
meeting-sheets-lead = ひとりに1まい、紙に出せます。
sheet-for = { $name }へのお知らせ
invitation-title = 話し合いのお知らせ
invitation-of = { $name }の{ $kind }のお知らせ
paper-dear = { $name }さん
paper-from = { $org }　{ $name }
paper-expected = 聞きたいこと：{ $text }
paper-when = 日にちと場所
paper-candidates = えらべる日（しるしをつけてください）
paper-marks = ○ 行ける　△ とちゅうだけ行ける　× 行けない
paper-facts = 教えてください（かわったこと、よかったこと）
paper-reply = 返事をおくる所：{ $org }
minutes-wait = ちがうところがあったら、おしえてください。
done-erased = 書いてあったことを、けしました
paper-phone = 電話
paper-fax = FAX
paper-dear-teacher = { $name }の先生
sheets-print-all = ぜんぶ、紙に出す
