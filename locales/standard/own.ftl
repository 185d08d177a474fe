## The person's and the family's own page.
me-title = わたしのページ
me-family-title = { $name }のページ

# The next talk.
me-talk = 次の話し合い
me-talk-no-day = 日にちをさがしています。
me-talk-days = 候補の日時に、○△×で返事をお願いします。みんなの返事で日にちが決まります。
me-talk-days-go = ○△×で答える
me-talk-open = 話し合いのページを見る
me-no-talk = 思っていることを、聞かせてください
me-no-talk-text = 次の話し合いの日は、まだ決まっていません。いつでも伝えられます。
me-arrived = ことばは、チームに届いています
me-arrived-text = 読んだ人の名前が、「届けたことば」に出ます。つけ足すことも、いつでもできます。
me-say-why = チームの人が読んで、次の話し合いにつなげます。
me-say = 言いたいことを伝える

# Questions, answers, plans.
me-sent = 届けたことば
me-asks = 聞きたいこと
me-answer = 答える
me-answer-spoken = 答える：{ $text }
me-asks-family = 本人に聞いていること
me-asks-family-text = 本人の答えを待っています。家族としての答えは、本人の答えとは別に残ります。
me-answer-family = 家族として答える
me-answer-family-spoken = 家族として答える：{ $text }
me-answer-given = 家族の答え：{ $answer }（{ $day }）
me-answer-change = 家族の答えをかえる
me-answer-change-spoken = 家族の答えをかえる：{ $text }
me-council = 協議会からの返事
me-council-text = あなたの話は、名前を出さずに協議会に届きました。そこからの返事です。
me-council-text-family = 本人の話は、名前を出さずに協議会に届きました。そこからの返事です。
me-my-tasks = わたしがすること
me-tasks = まわりの人がすること
me-profile-none = 「わたしの1ページ」は、これからです
me-profile-none-text = 好きなこと、大切なこと、手伝ってほしいことを書きます。

# Family without a seat.
me-nobody = 見られるページは、まだありません
me-nobody-text = 本人のチームに入ると、ここから見られます。担当の人に聞いてください。
# The ways to the pages.
me-doors = ページを選ぶ
me-door-words = これまでに伝えたこと
me-door-answers = 決めたこと、取りけすこと
me-door-profile = 好きなこと、大切なこと、手伝い方
me-door-consents = だれに何を見せるか
me-door-looks = だれが、いつ見たか
me-door-thread = これまでの流れ
me-council-about = 「{ $need }」への返事です。

# Saying something.
say-lead = 書く、カードを選ぶ、代わりに言ってもらう。どれかひとつで届きます。
say-write = 書いて伝える
say-words = ことば
say-cards = カードで伝える
say-cards-hint = いくつでも選べます。
say-cards-about = 何のことですか
say-cards-feeling = どんな気持ちですか
say-relay = 代わりに言ってもらう
say-relay-hint = 話し合いで、あなたの代わりに言ってくれる人を選びます。
say-relay-who = だれに言ってもらいますか
say-relay-none = 頼まない
say-send = チームに届ける
say-cards-chosen = カードを選びました：{ $cards }
say-cards-beside = 選んだカード：{ $cards }
say-relay-chosen = 話し合いで、{ $name }さんに言ってもらうことをえらびました
say-beside-join = 。
error-say-something = 書くか、カードを選ぶか、言ってもらう人を選んでください。
done-said = 届きました。チームの人が読みます
