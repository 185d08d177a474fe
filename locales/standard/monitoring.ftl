## Monitoring: the four prompts first, then goal by goal, then what follows.
monitoring-title = モニタリング
monitoring-kind-service-use = サービス等利用計画のモニタリング
monitoring-kind-individual = 個別支援計画のモニタリング
monitoring-start = モニタリングを始める
monitoring-lead = サービスの話より先に、本人のことばから始めます。
monitoring-by = { $day }　{ $by }
monitoring-before = 前回（{ $day }）
monitoring-on = 話した日
monitoring-own-words = 本人が言ったこと、示したこと
monitoring-own-words-hint = 聞いたまま、見たままに書きます。ことばでないときは、様子を書きます。

# The four prompts.
monitoring-prompts = 四つの問い
monitoring-prompts-hint = 話に出たところだけでかまいません。
prompt-values = 人生の価値・生きる糧
prompt-hint-values = 毎日を支えていること、楽しみ、誇り。前と変わったことはあるか。
prompt-ordinary-life = 人としての普遍性
prompt-hint-ordinary-life = 同じ年ごろの人なら、したいと思うこと。支援がそれをじゃましていないか。
prompt-own-motive = 内発的動機・自分の目標
prompt-hint-own-motive = だれが言い出したことか。「はい」のほかの答えも選べたか。
prompt-relationship = 関係づくり
prompt-hint-relationship = 安心して話せる人はだれか。わたしたちの聞き方はどうだったか。

# Goal by goal.
monitoring-goals = 目標ごとに
monitoring-no-goals = この計画には、まだ目標がありません。
monitoring-goal = 目標
monitoring-attainment = どこまで来ましたか
attainment-reached = かなった
attainment-closer = 近づいている
attainment-same = 変わらない
attainment-changed = 今の目標ではなくなった
monitoring-person-view = 本人はどう思っているか
monitoring-next = 次にすること

# What follows.
monitoring-then = このあとのこと
monitoring-then-hint = 計画を見直すことになるのは、よい結果です。
monitoring-outcome = このあと、どうしますか
monitoring-outcome-continue = このまま続ける
monitoring-outcome-revise = 計画を見直す
monitoring-outcome-meet = 会議をひらく
monitoring-outcome-no-meeting = 会議はしない
monitoring-reason = 会議で話したいこと、または会議をしない理由
monitoring-how-when = 上に書いたときは必須
monitoring-reason-when = 「会議をひらく」「会議はしない」のときは必須
monitoring-reason-hint = 「会議をひらく」なら話したいこと、「会議はしない」ならその理由を書きます。
monitoring-save = モニタリングを保存する
monitoring-revise = 見直しの案を作る
monitoring-to-meeting = この会議のページを見る
monitoring-notes = 訂正
monitoring-notes-lead = もとの文は残ります。まちがいは、訂正を書き足して直します。
monitoring-note-add = 訂正を書き足す
monitoring-note-text = どこが、正しくはどうか
monitoring-note-save = 訂正を残す
