## The person's and the family's own page. Easy layer.
me-title = わたしのページ
me-family-title = { $name }のページ

# The next talk.
me-talk = つぎの話し合い
me-talk-no-day = 日にちをさがしています。
me-talk-open = 話し合いのページを見る
me-no-talk = 思っていることを、聞かせてください
me-no-talk-text = つぎの話し合いの日は、まだです。いつでも書けます。
me-say-why = チームの人が読みます。つぎの話し合いで話します。
me-say = 言いたいことを書く

# Questions, answers, plans.
me-sent = 書いて とどけた ことば
me-asks = 聞きたいこと
me-answer = 答える
me-answer-spoken = 答える：{ $text }
me-council = 町の話し合いからの返事
me-council-text = 名前を出さないで伝えた話に、返事がきました。
me-council-text-family = 名前を出さないで伝えた話に、返事がきました。
me-plans = 計画
me-plans-none = 計画は、まだありません。
me-tasks = まわりの人がすること
me-profile-none = わたしの1ページは、これからです
me-profile-none-text = 好きなこと、大切なことを書きます。
me-more = ほかのページ

# Family without a seat.
me-nobody = 見られるページは、まだありません
me-nobody-text = 支援の人に聞いてください。
