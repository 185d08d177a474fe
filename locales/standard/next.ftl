## What to do next: on the person's page and on a worker's home.
steps-more = このほかに待っていること
steps-none = いま、待っていることはありません
steps-none-until = 次に計画を見直す日の目安は、{ $day }です。
steps-none-why = 気になることがあれば、いつでも会議をよびかけられます。

# What to do.
step-ask-decisions = 会議で決めたことを、本人に聞く
step-talk-again = 本人の「いや」を、もう一度話し合う
step-hear-words = 届いたことばを読む
step-confer = 会議で話し合い、五つの確認をして閉じる
step-confirm = 議事録を確かめる
step-call-concern = 気になることについて、会議をよびかける
step-call-monitoring = モニタリングで決めた会議をよびかける
step-fix-day = 会議の日を決めて、案内する
step-follow-up = 期日を過ぎた役割について、様子を聞く
step-prepare = 会議の準備をする
step-revise-from-meeting = 会議で決めたことを、計画に入れる
step-revise-from-monitoring = 計画を見直す
step-write-goals = 計画の案に、目標を書く
step-ask-goals = 計画の案を、本人に聞く
step-agree = 計画の案を読み合わせて、合意する
step-deliver = 計画を渡して、渡した日を書きとめる
step-report = 地域ではできないことを、協議会に届けるか決める
step-tell-answer = 協議会の答えを、本人に伝える
step-start-plan = 計画を作りはじめる
step-monitor = 本人と話して、モニタリングをする

# Why.
step-why-ask-decisions = 本人がまだ答えていない決めごとがあります。会議：{ $text }
step-why-talk-again = 本人が「いや」「ほかのがいい」と答えたか、答えを取り消しました。{ $text }
step-why-hear-words = { $day }に届きました。「{ $text }」
step-why-confer = { $day }の会議です。決めること：{ $text }
step-why-confirm = 会議「{ $text }」の議事録を、まだだれも確かめていません。
step-why-call-concern = { $text }　（今は見守る、も選べます）
step-why-call-monitoring = 「会議をひらく」と決めて、まだよびかけていません。話したいこと：{ $text }
step-why-fix-day = まだ日にちが決まっていません。決めること：{ $text }
step-why-follow-up = { $text }（{ $day }まで）
step-why-prepare = { $day }の会議です。決めること：{ $text }
step-why-revise-from-meeting = まだ計画に入っていません。会議：{ $text }
step-why-revise-from-monitoring = モニタリングで、計画を見直すと決めました。{ $text }
step-why-write-goals = 案に、まだ目標がありません。
step-why-ask-goals = 本人がまだ答えていない目標があります。
step-why-agree = 本人はどの目標についても聞かれました。合意した日を書くと、案が計画になります。
step-why-deliver = { $day }に合意した計画を、まだ渡していない相手がいます。
step-why-report = { $text }　（名前を出さずに届けます。本人や家族が望まないときは、届けません）
step-why-tell-answer = { $day }の答え：{ $text }
step-why-start-plan = この人の計画が、まだありません。
step-why-monitor = 計画を見直す日の目安は、{ $day }です。四つの問いから始まります。

# The button.
step-go-ask-decisions = 会議のページで聞く
step-go-talk-again = 本人と話す
step-go-hear-words = ことばを開く
step-go-confer = 会議のページを開く
step-go-confirm = 議事録を開く
step-go-call-concern = 会議をよびかける
step-go-call-monitoring = 会議をよびかける
step-go-fix-day = 日を決める
step-go-follow-up = 役割を見る
step-go-prepare = 会議を見る
step-go-revise-from-meeting = 計画の見直しへ
step-go-revise-from-monitoring = 計画の見直しへ
step-go-write-goals = 案を開く
step-go-ask-goals = 本人に聞く
step-go-agree = 案を開く
step-go-deliver = 渡す相手を見る
step-go-report = 届けるか決める
step-go-tell-answer = 答えを開く
step-go-start-plan = 計画を作りはじめる
step-go-monitor = モニタリングを始める

# In a word, on a home.
step-mark-ask-decisions = 本人に聞く
step-mark-talk-again = 話し直す
step-mark-hear-words = 新しいことば
step-mark-confer = 会議の日
step-mark-confirm = 議事録を確かめる
step-mark-call-concern = よびかける
step-mark-call-monitoring = 会議をよびかける
step-mark-fix-day = 日を決める
step-mark-follow-up = 様子を聞く
step-mark-prepare = 準備する
step-mark-revise-from-meeting = 計画を見直す
step-mark-revise-from-monitoring = 計画を見直す
step-mark-write-goals = 案を書く
step-mark-ask-goals = 本人に聞く
step-mark-agree = 合意する
step-mark-deliver = 計画を渡す
step-mark-report = 届けるか決める
step-mark-tell-answer = 答えが届いた
step-mark-start-plan = 計画を始める
step-mark-monitor = モニタリング
