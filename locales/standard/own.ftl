## The person's and the family's own page.
me-title = わたしのページ
me-family-title = { $name }のページ

# The next talk.
me-talk = 次の話し合い
me-talk-no-day = 日にちをさがしています。
me-talk-open = 話し合いのページを見る
me-no-talk = 思っていることを、聞かせてください
me-no-talk-text = 次の話し合いの日は、まだ決まっていません。いつでも書けます。
me-say-why = チームの人が読んで、次の話し合いにつなげます。
me-say = 言いたいことを書く

# Questions, answers, plans.
me-sent = 届けたことば
me-asks = 聞きたいこと
me-answer = 答える
me-answer-spoken = 答える：{ $text }
me-council = 協議会からの返事
me-council-text = あなたの話は、名前を出さずに協議会に届きました。そこからの返事です。
me-council-text-family = 本人の話は、名前を出さずに協議会に届きました。そこからの返事です。
me-plans = 計画
me-plans-none = 計画は、まだありません。
me-tasks = まわりの人がすること
me-profile-none = 「わたしの1ページ」は、これからです
me-profile-none-text = 好きなこと、大切なこと、手伝ってほしいことを書きます。
me-more = ほかのページ

# Family without a seat.
me-nobody = 見られるページは、まだありません
me-nobody-text = 本人のチームに入ると、ここから見られます。担当の人に聞いてください。
