## Plans, easy layer.

plan-kind-service-use = サービスをつかう計画
plan-kind-individual = したいことをかなえる計画
plan-title = 計画
plan-lead = { $org }の計画です。{ $number }番目です。{ $day }に始まりました。
plan-lead-draft = { $org }の計画です。いま作っています。
plan-back = 計画にもどる
plan-person-wish = こうくらしたい
plan-person-wish-source = この計画のもとになる、本人のことばです
plan-family-wish = 家族の気持ち
plan-family-wish-source = 家族の気持ちです。本人の気持ちとは、べつです
plan-policy = みんなで手伝うこと
plan-none = まだ計画はありません
plan-none-text = 目標に答えてから、計画ができます。

plan-next-ask = 聞きたい目標が{ $count }つあります
plan-next-ask-why = 急がないで聞きます。一度に3つまでです。
plan-next-ask-go = 本人に聞く
plan-next-own = あなたに聞きたい目標が{ $count }つあります
plan-next-own-why = はい、いや、まだ。どれでもいいです。
plan-next-own-go = 答えるページへ

plan-changes = 前とかわったところ
plan-changes-lead = あなたの今のくらしに合わせて、かえました。
plan-reason-is = かえたわけ：{ $reason }
plan-from-meeting = これをきめた話し合い
plan-diff-none = 目標は、おなじです。
plan-diff-kept = ほかの{ $count }つは、おなじです。
plan-diff-new = 新しい目標
plan-diff-ended = おわった目標
plan-diff-goal = 「{ $goal }」
plan-diff-ask-again = 文がかわりました。もういちど聞きます。
goal-field-text = 目標の文
goal-field-horizon = 近いか、先か
goal-field-idea = だれの考えか
goal-field-own-words = もとのことば
goal-field-grounds = わけ
goal-field-person-role = 本人がすること
goal-field-support = 手伝うこと
goal-field-provider = 手伝う人
goal-field-due = いつまで

plan-versions = これまでの計画
plan-version = { $number }番目
plan-version-draft = 作っています
plan-version-current = { $day }から、いまの計画
plan-version-superseded = { $day }からの計画。もう新しくなりました
plan-version-discarded = やめた案
plan-version-title = 前の計画
plan-version-why = 作ったわけ

goals-title = 目標
horizon-short = 近い目標
horizon-long = 先の目標
idea-person = 本人の考え
idea-family = 家族の考え
idea-supporter = スタッフの考え
idea-together = いっしょに考えた
goal-answer = 答えを書く
goal-answer-own = 答える
goal-own-words-source = この目標のもとになったことば
goal-grounds = わけ
goal-person-role = 本人がすること
goal-support = 手伝うこと
goal-provider = 手伝う人
goal-due = いつまで
goal-found = ようす：{ $found }
goal-views = みんなの考え

deliveries-title = 計画をわたした人
deliveries-none = まだ、わたしていません。
delivery-due = まだ、わたしていません
delivery-note = { $name }　{ $day }にわたしました
recipient-person = 本人、家族
recipient-specialist = 相談の事業所
recipient-provider = サービスの事業所
recipient-municipality = 市や町
