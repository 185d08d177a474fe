## Monitoring: the four prompts first, then goal by goal, then what follows. Easy layer.
monitoring-title = その後を聞く話
monitoring-kind-service-use = サービスの計画の、その後
monitoring-kind-individual = わたしのための計画の、その後
monitoring-start = その後を聞く
monitoring-lead = 本人のことばから始めます。
monitoring-by = { $day }　{ $by }
monitoring-before = 前のとき（{ $day }）
monitoring-on = 話した日
monitoring-own-words = 本人が言ったこと
monitoring-own-words-hint = 聞いたまま、見たままに書きます。

# The four prompts.
monitoring-prompts = 4つのこと
monitoring-prompts-hint = 書けるところだけでいいです。
prompt-values = 生きる力になること
prompt-hint-values = 楽しみや、うれしいこと
prompt-ordinary-life = だれでもしたいこと
prompt-hint-ordinary-life = 同じ年の人なら、したいこと
prompt-own-motive = 自分からしたいこと
prompt-hint-own-motive = だれが言い出したことか
prompt-relationship = 安心して話せる人
prompt-hint-relationship = だれとなら、話しやすいか

# Goal by goal.
monitoring-goals = 目標のこと
monitoring-no-goals = 目標は、まだありません。
monitoring-goal = 目標
monitoring-attainment = どこまで来ましたか
attainment-reached = かなった
attainment-closer = 近づいている
attainment-same = かわらない
attainment-changed = いまの目標ではなくなった
monitoring-person-view = 本人の考え
monitoring-next = つぎにすること

# What follows.
monitoring-then = これからのこと
monitoring-then-hint = かわるのは、いいことです。
monitoring-outcome = このあと、どうしますか
monitoring-outcome-continue = このまま続ける
monitoring-outcome-revise = 計画をかえる
monitoring-outcome-meet = 話し合いをひらく
monitoring-outcome-no-meeting = 話し合いはしない
monitoring-reason = 話したいこと、または、わけ
monitoring-reason-hint = 話し合いのことをえらんだら書きます。
monitoring-save = のこす
monitoring-notes = なおしたところ
monitoring-notes-lead = もとの文は、のこります。まちがいは、書きたしてなおします。
