## The team around a person, and what the person shares with whom.

# The team.
team-title = チーム
team-lead = だれが、いつから、いっしょにいるかです。チームに入っただけの事業所には、氏名と生年月日だけが見えます。ほかは同意で決まります。
team-page = チームのページ
team-now = いまのチーム
team-before = これまでのチーム
team-none = チームの人は、まだいません
team-none-text = 家族、学校、病院、相談支援専門員など、本人のまわりの人を加えてください。
team-name = 名前
team-role = 役割
team-org = 所属
team-period = 期間
team-actions = 操作
team-key-person = キーパーソン
team-make-key = キーパーソンにする
team-make-key-spoken = キーパーソンにする：{ $name }
team-end = 今日までにする
team-end-spoken = 今日までにする：{ $name }
team-add-title = チームに加わる人
team-org-hint = この地域でつむぎを使っている事業所なら、ここから選びます。
team-org-other = ここにない（家族、友人を含む）
team-org-name = 上にない所属の名前
team-from = いつから
team-from-hint = 空けておくと、今日からです。
team-add = チームに加える

# What somebody is to the person.
team-role-custodian = 保護者
team-role-family = 家族
team-role-friend = 友人・近所の人
team-role-specialist = 相談支援専門員
team-role-service-manager = サービス管理責任者
team-role-child-support-manager = 児童発達支援管理責任者
team-role-support-worker = 支援員
team-role-nursery = 園の先生
team-role-class-teacher = 担任
team-role-sne-coordinator = 特別支援教育コーディネーター
team-role-school-nurse = 養護教諭
team-role-doctor = 主治医
team-role-visiting-nurse = 訪問看護
team-role-medical-care-coordinator = 医療的ケア児等コーディネーター
team-role-employer = 職場の人
team-role-care-manager = ケアマネジャー
team-role-municipal-officer = 市町村の担当者
team-role-core-centre = 基幹相談支援センター
team-role-other = そのほか

# What is shared.
consents-title = 見せる・見せない
consents-lead = だれが、いつまで、何を見られるかです。理由を言わずに、いつでも取り消せます。
consents-none = いま見せている相手はいません
consents-none-text = 同意がなければ、登録した事業所のほかには、氏名と生年月日だけが見えます。
consents-over = 終わった同意
consent-sentence = { $org }は、{ $classes }を、{ $to }まで見ることができます。
consent-source = { $from }に、{ $giver }の{ $name }さんが同意しました。
consent-open = 同意あり
consent-withdrawn = 取り消しました
consent-ended = 期間が終わりました
consent-withdraw = 同意を取り消す
consent-withdraw-spoken = 同意を取り消す：{ $org }
consent-new = 新しい同意
consent-how = 本人（または保護者、後見人など）といっしょに読み、「はい」と言われたことだけを記録します。
consent-recipient = どこに見せますか
consent-recipient-hint = チームにいる事業所から選びます。
consent-classes = 見せるもの
consent-to = いつまで
consent-giver = だれが同意しますか
consent-giver-name = 同意する人の名前
giver-person = 本人
giver-custodian = 保護者
giver-guardian = 後見人など
consent-give = 同意を記録する
done-consented = 同意を記録しました
done-consent-withdrawn = 同意を取り消しました。もう見えません
