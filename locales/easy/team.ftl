## The team around a person, and what the person shares with whom. Easy layer.

# The team.
team-title = チーム
team-lead = いっしょに考えて、手伝う人たちです。
team-page = チームのページ
team-now = いまのチーム
team-before = 前のチーム
team-none = チームの人は、まだいません
team-none-text = まわりの人が、ここに出ます。
team-name = 名前
team-role = 役割
team-org = どこの人
team-period = いつからいつまで
team-actions = かえる
team-change = かえる
team-key-person = 中心になる人
team-make-key = 中心になる人にする
team-make-key-spoken = 中心になる人にする：{ $name }
team-end = 今日までにする
team-end-spoken = 今日までにする：{ $name }
team-add-title = 新しい人
team-org-hint = あるときは、ここからえらびます。
team-org-other = ここにない
team-org-name = 上にない所の名前
team-from = いつから
team-from-hint = 書かないと、今日からです。
team-add = チームに入れる

# What somebody is to the person.
team-role-custodian = 保護者
team-role-family = 家族
team-role-friend = 友だち・近所の人
team-role-specialist = 相談の人
team-role-service-manager = サービスのまとめ役
team-role-child-support-manager = 子どものサービスのまとめ役
team-role-support-worker = 支援の人
team-role-nursery = 園の先生
team-role-class-teacher = 担任の先生
team-role-sne-coordinator = 学校の相談の先生
team-role-school-nurse = 保健室の先生
team-role-doctor = お医者さん
team-role-visiting-nurse = 家に来る看護師さん
team-role-medical-care-coordinator = 医療的ケアの相談の人
team-role-employer = 仕事の人
team-role-care-manager = ケアマネジャー
team-role-municipal-officer = 市や町の人
team-role-core-centre = 相談のセンターの人
team-role-other = ほかの人

# What is shared.
consents-title = 見せる・見せない
consents-lead = だれに何を見せるか、きめるページです。いつでも、やめられます。
consents-none = いま見せている人はいません
consents-none-text = 見せるものは、本人がきめます。
consents-over = おわったもの
consent-source = { $from }に、{ $giver }の{ $name }さんがきめました。
consent-source-person = { $from }に、{ $name }さんがきめました。
consent-source-own = { $from }に、あなたがきめました。
consent-open = 見せています
consent-withdrawn = やめました
consent-ended = おわりました
consent-withdraw = 見せるのをやめる
consent-withdraw-spoken = 見せるのをやめる：{ $org }
consent-new = 新しく見せる
consent-how = 「はい」と思うものだけ、えらびます。
consent-recipient = どこに見せますか
consent-recipient-hint = チームの事業所です。
consent-classes = 見せるもの
consent-to = いつまで
consent-giver = だれがきめましたか
consent-giver-name = きめた人の名前
giver-person = 本人
giver-custodian = 保護者
giver-guardian = 後見人など
consent-give = 見せるときめる
done-consented = 見せるときめました
done-consent-withdrawn = 見せるのをやめました

# The sheet for who was invited.
access-sheet-dear = さんへ
access-sheet-title = つむぎを使ってみませんか
access-sheet-how = はじめ方
access-sheet-step-open = スマートフォンのカメラで、しかくい絵をうつします。パソコンでは、下のアドレスを入れます。
access-sheet-step-name = 自分で、サインインの名前とパスワードをきめます。
access-sheet-step-in = つぎからは、その名前とパスワードで入ります。
access-sheet-until = { $at }まで使えます。
access-sheet-what = 見られること
access-sheet-sees-own = あなたの計画、話し合い、返事です。だれが見たかも、わかります。
access-sheet-sees-family = 本人の計画と、話し合いです。
access-sheet-sees-nothing = 本人が「見てよい」と言うまで、本人のことは見えません。
access-sheet-whom = こまったとき
access-sheet-ask = { $office }の{ $name }さんに聞いてください。{ $phone }
access-sheet-secret = この紙は、ほかの人に見せないでください。
# Stopping to share.
consent-until = { $to }まで
consents-not-shared = 見せていないところ
consent-withdraw-title = 見せるのをやめますか
consent-withdraw-lead = わけは聞きません。また見せることもできます。
consent-withdraw-what = { $org }は、つぎのものが見られなくなります。
consent-withdraw-go = やめる
consent-withdraw-keep = やめないで、もどる
consents-office = 使っているところ
consents-office-text = サービスに必要なことを見ています。
consents-not-shared-text = 名前と生まれた日、受給者証の番号が、見えます。いちばん上のことば、わたしの1ページ、チームの人も、見えます。
consent-new-open = 新しく見せるときは、ここをおします
