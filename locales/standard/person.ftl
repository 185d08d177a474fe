## The person's page: own words, what hangs together around them, facts, and who looked.

# The list.
people-title = 利用者
people-count = { $count }人
people-caption = 担当している人
people-same-name = 同じ名前の{ $number }人目
people-all = すべて見る
people-search = 名前でさがす
people-none = まだだれも登録されていません
people-none-text = 一人ずつ登録するか、いま使っている名簿（Excel、CSV）を取り込めます。
people-none-seen = ここに見える人はいません
people-none-seen-text = チームに入った人が、ここに並びます。利用者の記録を見ない役割の人には、だれも出ません。
people-none-which = ここに当てはまる人はいません
people-none-which-text = 「全員」を選ぶと、ほかの人が見られます。
people-not-found = 「{ $words }」でさがした結果 0人
people-not-found-text = 名前の一部や、ひらがなでもさがせます。
page-of = { $page } / { $pages }ページ
person-name = 氏名
person-kana = ふりがな
person-birth = 生年月日
person-plan-by = 計画を作る人
person-self-plan = 本人（セルフプラン）
person-no-planner = まだ決まっていません
person-register = 利用者を登録する

# The page.
person-page = 本人のページ
person-page-own = わたしのこと
person-age = { $age }歳
person-plans = 計画
person-plans-none = 計画はまだありません。
plan-since = 第{ $number }版（{ $day }から）
plan-draft = 書きかけ
plan-aside = 前の計画（読むだけ）
plan-start = 計画を作りはじめる
person-meetings = 会議
person-meetings-none = 会議はまだありません。
person-tasks = やること
person-tasks-none = いま、やることはありません。
person-needs = 今はできないこと
person-needs-none = 会議で「今はできない」と確かめたことが、ここに残ります。
person-notices = 気になること・モニタリング
care-title = 情報の取り扱い

# Concerns.
concern-text = 気になること
concern-hint = 一行で書きます。小さな気づきでかまいません。
concern-raise = 書きとめる
concern-open = 気になる
concern-watching = 見守り中
concern-older = 前の気になること　{ $count }件
concern-met = 会議へ
concern-requested = 依頼中
concern-until = { $day }に、もういちど出ます
concern-to-request = 会議の依頼を見る
concern-call-spoken = 会議をよびかける：{ $text }
concern-watch = 今は見守る
concern-watch-spoken = 今は見守る：{ $text }
done-raised = 気になることを書きとめました
done-watching = 今は見守ります。2週間後に、もういちどお知らせします

# Tasks.
task-nobody = だれがするか、まだ決まっていません
task-no-day = 日にちは、まだ決まっていません
task-due = { $day }まで
task-was-due = { $day }の予定でした
task-late = 期限を過ぎた
task-hangs = 役割が宙に浮いています（空いていること：{ $lacks }）
task-lacks-who = だれが
task-lacks-day = いつまで
task-lacks-sign = どうわかるか
task-mine = わたしのやること
task-done = できた
task-done-spoken = できた：{ $what }
task-not-possible = むずかしかったとき：{ $what }
task-why = むずかしかったわけ：{ $what }
task-not-possible-go = むずかしかったと伝える
task-ended = { $day }に聞きました
task-ended-by = { $day }　{ $by }さんから
task-ended-mine = { $day }　あなたが知らせました
task-reopen = 取り消す（まだ終わっていません）
task-reopen-spoken = まだ終わっていないことに戻す：{ $what }
task-assign = だれがするか決める：{ $what }
task-settle = まだ決まっていないことを決める：{ $what }
task-assign-go = これで決める
owner-oneself = 本人（{ $name }）
owner-other = チームにいない人のときは、名前
owner-other-hint = 例：となりの田中さん、ボランティアの会
error-owner-needed = だれがするか：チームから選ぶか、名前を書いてください。
error-one-owner = だれがするか：選んだ人と書いた名前のどちらか一つにしてください。
done-assigned = 決めたことを残しました
done-task = 知らせてくれて、ありがとうございます。記録しました
done-task-reopened = まだ終わっていないことに戻しました

# Own words.
voices-title = これまでのことば
voices-lead = 新しいものから並びます。本人のことば、家族のことば、支援者の見立ては、いつも分けて残します。
voices-yours = 自分で送ったことばを、ほかの人が取り消せるのは、別の人のことだったときと、本人が消してほしいと言ったときだけです。
voices-none = ほかのことばは、まだありません。
voices-all = ことばをすべて見る
voice-none = 本人のことばは、これからです
voice-none-mine = わたしのことばは、これからです
voice-none-text = 好きなこと、いやなこと、これからしたいこと。表情やしぐさも、ことばです。
not-shown = あなたの役割に見える記録はありません
not-shown-text = 何が見えるかは、チームの役割と、本人の同意で決まります。
voice-add = ことばを書きとめる
voice-own-hint = みじかくても、とちゅうでも、かまいません。
voice-lead = 聞いたまま、見たままに書きます。まとめたり、言いかえたりしません。
voice-text = ことば、または様子
voice-text-hint = かぎかっこ「 」は、画面と紙で自動につきます。
voice-speaker = だれのことばですか
voice-how = どう伝えましたか
voice-how-when = 本人のことば、様子のときは必須
voice-said-on = いつ
voice-said-on-hint = 空けておくと、今日になります。
voice-scene = どこで、だれと
voice-scene-hint = 例：朝の送迎車で、運転の人と
voice-on-top = 置くところ
voice-on-top-yes = このことばを、すべてのページと紙のいちばん上に置く
voice-to-top = いちばん上に置く
voice-unheard = まだ読まれていません
voice-hear = 読みました
voice-hear-spoken = 読みました：{ $text }
voice-heard-by = { $by }さんが読みました
done-heard = 読んだことを、本人のページで伝えます
voice-to-top-spoken = いちばん上に置く：{ $text }
voice-source = { $day }　{ $how }　書きとめた人：{ $by }　{ $scene }
voice-source-mine = { $day }　あなたが届けました　{ $scene }

# The one-page profile.
profile-title = わたしの1ページ
profile-lead = 本人といっしょに書きます。会議でも紙でも、最初に読んでもらう1ページです。
profile-none = まだ書かれていません。三つの見出しだけの、1枚のページです。
profile-write = 「わたしの1ページ」を書く
profile-liked = いいところ
profile-liked-hint = まわりの人が好きなところ、すごいと思うところ。
profile-important = たいせつなこと
profile-important-hint = 毎日の中で、なくてはならないこと。
profile-support = うまくいく手伝い方
profile-support-hint = こうしてもらうと、うまくいくこと。

# Facts.
facts-title = 基本の情報
facts-none = あなたに見える情報はありません。
facts-edit = 基本の情報を直す
basics-lead = わかるところだけで始められます。あとから足せます。
basics-names = 名前と呼び方
basics-about = 生年月日と性別
basics-reach = 連絡先と住所
basics-service = 受給者証と計画
basics-care = 障害と医療
person-full-name = 氏名
person-family = 姓
person-given = 名
person-family-kana = せい
person-given-kana = めい
person-preferred = 呼ばれたい名前
person-preferred-hint = 画面と紙では、この名前でお呼びします。
person-same-there = もう登録されている人：
person-same-yes = 同じ名前、同じ生年月日の、別の人です
error-same-person = 「{ $name }」さんは、もう登録されています。下の記録を見てください。別の人なら、しるしをつけてください。
person-sex = 性別
person-certificate = 受給者証番号
person-certificate-hint = 10けたの数字
person-self-plan-yes = セルフプラン（相談支援専門員はいない）
person-phone = 電話番号
person-postal-code = 郵便番号
person-address = 住所
person-disability = 障害または疾患
person-support-category = 障害支援区分
person-support-category-none = わからない・受けていない
person-medical-care = 医療的ケア

# Who sees, and who looked.
who-can-see-person = あなたに見えるのは、{ $classes }です。チームの役割と同意で決まります。見たことは記録され、本人が読めます。
sees-top = いちばん上のことば
sees-profile = わたしの1ページ
sees-team = チーム
sees-own-concerns = 自分で書いた「気になる」
looks-title = だれが見たか
looks-lead = だれが、いつ、何を見たか、何を変えたかが、すべて残っています。
look-what = { $subject }：{ $deed }
look-what-often = { $subject }：{ $deed }（{ $count }回）
looks-others = わたし以外の人だけ見る
looks-all = すべての人を見る
looks-ask = 気になる記録があれば、担当の人か事業所の管理者に聞いてください。見た理由を確かめて、お返事します。

# An address that nobody may see.
address-title = 住所をだれにも見せない
address-lead = DVや虐待などから身を守るとき、住所を本人のほかのだれにも見えなくします。
address-go = 住所を見せない設定
address-conceal-title = 今すぐ見えなくする
address-text = 保存したときから、保護者にも、家族にも、職員にも見えません。戻すには2人の確認がいります。
address-elsewhere = 前に印刷した紙や、ほかの機関が持っている記録からは消えません。
address-reason = 理由
address-reason-hint = だれの、どんな申し出か。この画面には表示されません。
address-conceal = 住所を見えなくする
address-concealed = 住所は、だれにも見えません
address-concealed-text = 見られるのは本人だけです。家族や職員の画面にも、印刷にも出ません。
address-since = { $day }に{ $name }さんが見えなくしました。
address-undo-text = また見えるようにするには、1人が申し出て、別の1人が確かめます。どちらも、本人に聞いてからにしてください。
address-ask = また見えるようにと申し出る
address-asked-myself = あなたが申し出ました。確かめるのは、チームの別のサービス管理責任者か相談支援専門員です。その人に頼んでください。
address-asked = { $name }さんが、また見えるようにと申し出ています。本人に聞いて、危険がないと確かめてから戻してください。
address-keep = 見えないままにする
address-reveal = 確かめた。また見えるようにする
done-address-concealed = 住所を見えなくしました
done-address-asked = 申し出ました。別の人が確かめるまで、見えないままです
done-address-kept = 見えないままにしました
done-address-revealed = 住所がまた見えるようになりました
address-who-can-see = かくした住所を見られるのは本人だけです。かくしていない住所は、本人の同意があるチームの人も見られます。
profile-sheet-lead = { $name }を知ってもらうための1ページです。印刷して渡せます。
looks-who = 今月見た人
looks-month = { $orgs ->
    [0] 今月は、{ $people }人が見ました。
   *[other] 今月は、{ $people }人が見ました。事業所などは、{ $orgs }か所です。
}
looks-month-none = 今月は、まだだれも見ていません。
looks-no-org = 事業所に入っていない人
looks-day-people = （{ $people }人）
looks-who-last = { $name }（最後は{ $day }）
looks-none = ほかの人は、まだ見ていません
looks-none-text = だれかが見ると、ここに残ります。
