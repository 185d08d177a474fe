## The person's and the family's own page. Easy layer.
me-title = わたしのページ
me-family-title = { $name }のページ

# The next talk.
me-talk = つぎの話し合い
me-talk-no-day = 日にちをさがしています。
me-talk-days = 日にちをさがしています。来られる日を、○△×で教えてください。
me-talk-days-go = ○△×で答える
me-talk-open = 話し合いのページを見る
me-no-talk = 思っていることを、聞かせてください
me-no-talk-text = つぎの話し合いの日は、まだです。いつでも言えます。
me-arrived = ことばは、チームにとどいています
me-arrived-text = だれかが読むと、その人の名前が出ます。もっと言うこともできます。
me-say-why = チームの人が読みます。つぎの話し合いで話します。
me-say = 言いたいことをつたえる

# Questions, answers, plans.
me-sent = とどけたことば
me-asks = 聞きたいこと
me-answer = 答える
me-answer-spoken = 答える：{ $text }
me-asks-family = 本人に聞いていること
me-asks-family-text = 本人の答えをまっています。家族の答えは、べつにのこります。
me-answer-family = 家族として答える
me-answer-family-spoken = 家族として答える：{ $text }
me-answer-given = 家族の答え：{ $answer }（{ $day }）
me-answer-change = 答えをかえる
me-answer-change-spoken = 答えをかえる：{ $text }
me-council = 町の話し合いからの返事
me-council-text = 名前を出さないで伝えた話に、返事がきました。
me-council-text-family = 名前を出さないで伝えた話に、返事がきました。
me-my-tasks = わたしがすること
me-tasks = まわりの人がすること
me-profile-none = わたしの1ページは、これからです
me-profile-none-text = 好きなこと、大切なことを書きます。

# Family without a seat.
me-nobody = 見られるページは、まだありません
me-nobody-text = 支援の人に聞いてください。
# The ways to the pages.
me-doors = ページをえらぶ
me-door-words = これまでに言ったこと
me-door-answers = きめたこと、やめること
me-door-profile = 好きなこと、手伝い方
me-door-consents = だれに何を見せるか
me-door-looks = だれが、いつ見たか
me-door-thread = これまでのこと
me-council-about = 「{ $need }」への返事です。

# Saying something.
say-lead = 書く、カード、たのむ。どれかひとつでいいです。
say-write = 書いて言う
say-words = ことば
say-cards = カードで言う
say-cards-hint = いくつでも、えらべます。
say-cards-about = 何のことですか
say-cards-feeling = どんな気持ちですか
say-relay = かわりに言ってもらう
say-relay-hint = 話し合いで、言ってくれる人をえらびます。
say-relay-who = だれに言ってもらいますか
say-relay-none = たのまない
say-send = チームにとどける
say-cards-chosen = カードをえらびました：{ $cards }
say-cards-beside = えらんだカード：{ $cards }
say-relay-chosen = 話し合いで、{ $name }さんに言ってもらうことをえらびました
say-beside-join = 。
error-say-something = 書くか、カードか、人をえらんでください。
done-said = とどきました。チームの人が読みます
