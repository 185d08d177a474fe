## The person's page: own words, what hangs together around them, facts, and who looked. Easy layer.

# The list.
people-title = 人
people-count = { $count }人
people-caption = 人
people-all = ぜんぶ 見る
people-search = 名前でさがす
people-none = まだ、だれもいません
people-none-text = 名前のひょうから入れられます。
people-not-found = 見つかりませんでした
people-not-found-text = ひらがなでも、さがせます。
page-of = { $page } / { $pages }ページ
person-name = 名前
person-kana = ふりがな
person-birth = 生まれた日
person-plan-by = 計画をつくる人
person-self-plan = 自分でつくる計画
person-register = 人をふやす

# The page.
person-page = 本人のページ
person-page-own = わたしのこと
person-age = { $age }歳
person-plans = 計画
person-plans-none = 計画は、まだありません。
plan-since = { $number }番目（{ $day }から）
plan-draft = 作っています
plan-aside = 前の計画（読むだけ）
plan-start = 計画を作りはじめる
person-meetings = 話し合い
person-meetings-none = 話し合いは、まだありません。
person-tasks = やること
person-tasks-none = やることはありません。
person-needs = いまはできないこと
person-needs-none = いまはできないことが、ここにのこります。
person-notices = 気になること、その後の話
care-title = 見せること

# Concerns.
concern-text = 気になること
concern-hint = 短く書きます。小さなことでもいいです。
concern-raise = 書いてのこす
concern-open = 気になる
concern-watching = 見守っています
concern-older = 前の 気になること　{ $count }こ
concern-met = 話し合いへ
concern-requested = おねがい中
concern-until = { $day }に、もういちど見ます
concern-to-request = おねがいを見る
concern-call-spoken = 話し合いをよびかける：{ $text }
concern-watch = いまは見守る
concern-watch-spoken = いまは見守る：{ $text }
done-raised = 書いてのこしました
done-watching = いまは見守ります

# Tasks.
task-nobody = だれがするか、まだです
task-no-day = 日にちは、まだです
task-due = { $day }まで
task-was-due = { $day }の予定でした
task-late = やくそくの日を すぎた
task-hangs = まだ、きまっていません（{ $lacks }）
task-lacks-who = だれが
task-lacks-day = いつまで
task-lacks-sign = できたと、わかるしるし
task-mine = わたしのやること
task-done = できた
task-done-spoken = できた：{ $what }
task-not-possible = むずかしいとき：{ $what }
task-why = むずかしいわけ：{ $what }
task-not-possible-go = むずかしいと伝える
task-ended = { $day }に聞きました
task-ended-by = { $day }　{ $by }さんから聞きました
task-ended-mine = { $day }　あなたが知らせました
task-reopen = もどす（まだ、おわっていません）
task-reopen-spoken = まだおわっていないことにもどす：{ $what }
task-assign = だれがするか、きめる：{ $what }
task-settle = きまっていないことを、きめる：{ $what }
task-assign-go = これできめる
owner-oneself = 本人（{ $name }）
owner-other = ほかの人のときは、名前
owner-other-hint = 例：となりの人
error-owner-needed = だれがするか、えらんでください。
error-one-owner = だれがするか、ひとりにしてください。
done-assigned = きめたことを、のこしました
done-task = ありがとうございます。のこしました
done-task-reopened = まだおわっていないことにもどしました

# Own words.
voices-title = これまでのことば
voices-lead = 新しいことばが、上に出ます。
voices-yours = 送ったことばは、ほかの人がかってにけせません。べつの人のことだったときは、けすことがあります。本人が「けして」と言ったときも、けせます。
voices-none = ほかのことばは、まだありません。
voices-all = ことばをぜんぶ見る
voice-none = まだ、ことばがありません
voice-none-mine = まだ、ことばがありません
voice-none-text = 好きなこと、したいことを書きます。
not-shown = あなたに見える記録はありません
not-shown-text = 何が見えるかは、本人と役わりできまります。
voice-add = ことばを書く
voice-own-hint = みじかくてもいいです。
voice-lead = 言いたいことを、そのまま書きます。
voice-text = ことばや、ようす
voice-text-hint = 思ったとおりに書きます。
voice-speaker = だれのことばですか
voice-how = どうやって伝えましたか
voice-how-when = 本人のことばのときは、えらんでください
voice-said-on = いつ
voice-said-on-hint = 書かないと、今日になります。
voice-scene = どこで、だれと
voice-scene-hint = 例：朝の車で、運転の人と
voice-on-top = おく所
voice-on-top-yes = いつも、いちばん上におく
voice-to-top = いちばん上におく
voice-unheard = まだ 読まれていません
voice-heard-by = { $by }さんが 読みました
voice-to-top-spoken = いちばん上におく：{ $text }
voice-source = { $day }　{ $how }　書いた人：{ $by }　{ $scene }
voice-source-mine = { $day }　あなたがとどけました　{ $scene }

# The one-page profile.
profile-title = わたしの1ページ
profile-lead = みんなが、さいしょに読むページです。
profile-none = まだ書いていません。
profile-write = わたしの1ページを書く
profile-liked = いいところ
profile-liked-hint = まわりの人が、好きなところ
profile-important = たいせつなこと
profile-important-hint = 毎日、ないとこまること
profile-support = うまくいく手伝い方
profile-support-hint = こうしてもらうと、いいこと

# Facts.
facts-title = 名前や住所
facts-none = 見られるものはありません。
facts-edit = 名前や住所をなおす
basics-lead = わかるところだけ書きます。
person-full-name = 名前
person-family = 名字
person-given = 名前
person-family-kana = 名字のふりがな
person-given-kana = 名前のふりがな
person-preferred = よばれたい名前
person-preferred-hint = この名前でよびます。
person-sex = 性別
person-certificate = 受給者証の番号
person-certificate-hint = 10の数字
person-self-plan-yes = 自分でつくる計画
person-phone = 電話の番号
person-postal-code = 郵便の番号
person-address = 住所
person-disability = 障害や病気
person-support-category = 支援の区分
person-medical-care = 医療的ケア

# Who sees, and who looked.
who-can-see-person = あなたが見られるもの：{ $classes }。見たことは、ぜんぶのこります。
sees-top = いちばん上のことば
sees-profile = わたしの1ページ
sees-team = チーム
sees-own-concerns = 自分で書いたこと
looks-title = だれが見たか
looks-lead = だれが見たかが、わかります。いつ、何を見たかも、のこっています。
look-what = { $subject }：{ $deed }
look-what-often = { $subject }：{ $deed }（{ $count }回）
looks-others = ほかの人だけ見る
looks-all = みんなを見る
looks-ask = 気になるときは、支援の人に聞いてください。
address-who-can-see = かくした住所は、本人だけが見られます。
profile-sheet-lead = { $name }のことを、みんなが知るためのページです。
looks-who = 今月 見た人
looks-month = { $orgs ->
    [0] 今月は、{ $people }人が見ました。
   *[other] 今月は、{ $people }人が見ました。事業所は、{ $orgs }つです。
}
looks-month-none = 今月は、まだだれも見ていません。
looks-no-org = 家族や、ほかの人
looks-day-people = （{ $people }人）
looks-who-last = { $name }（さいごは{ $day }）
looks-none = ほかの人は、まだ見ていません
looks-none-text = だれかが見ると、ここに出ます。
