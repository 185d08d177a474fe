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
team-change = 変える
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

# Workers with a seat of their own.
team-worker = 職員から選ぶ
team-worker-none = 選ばない
team-worker-hint = チームにいる事業所の職員です。選ぶと、名前・役割・所属は書かなくてよく、その職員に本人のページが見えます。
team-name-hint = 職員を選ばないときに書きます。

# How the person and the family come in.
access-title = 本人・家族のサインイン
access-lead = 本人や家族がつむぎを開けるように、設定リンクを作ります。
access-go = 招待する
access-own-text = 自分の計画、話し合い、返事が見られて、ことばや答えを書けます。
access-family = 家族
access-no-family = 招待できる家族はいません
access-no-family-text = チームのページで、保護者か家族として加えると、ここから招待できます。
access-none = まだ招待していません
access-invited = 招待しました。まだ使われていません
access-link-over = リンクの期限が切れました
access-ready = 使っています
access-closed = 閉じています
access-invite = 招待して、設定リンクを作る
access-link-anew = 新しい設定リンクを作る
access-link-lost = リンクやパスワードをなくしたとき
access-close = サインインできないようにする
access-close-spoken = サインインできないようにする：{ $name }
done-access-closed = 閉じました。もうサインインできません
access-custodian = 18歳になるまで、保護者として計画と話し合いが見えます。
access-may-see = 計画と話し合い
access-may-see-yes = 見てよいと、本人が言いました
access-may-see-hint = 印がなければ、サインインしても本人のことは何も見えません。
access-agreed-by = 見てよいと言った人
access-agreed-by-hint = 本人の名前。後見人などが答えたときは、その人の名前。
access-sight-save = 見える範囲を保存する
access-sees-custodian = 保護者として見えます
access-sees = 計画と話し合いが見えます（{ $by }さんの同意）
access-sees-not = 何も見えません
access-left = チームを離れた家族
access-left-text = 本人のことはもう見えません。サインインもできないようにするには、閉じます。
access-invited-title = { $name }さんへの招待
access-link = 設定リンク
access-link-text = 次のアドレスを、{ $name }さんだけに渡してください。下の紙を印刷して渡すこともできます。
access-link-once = このアドレスが表示されるのは、今だけです。72時間のうちに、一度だけ使えます。前に作ったリンクは使えなくなりました。
access-copy = アドレスをコピーする
access-copied = コピーしました

# The sheet for who was invited; it is printed in easy words.
access-sheet-dear = さんへ
access-sheet-title = つむぎへの招待
access-sheet-how = 使いはじめる
access-sheet-picture = 設定リンクの絵
access-sheet-step-open = スマートフォンのカメラで、右の四角を写します。パソコンでは、下のアドレスを入れます。
access-sheet-step-name = 自分の使う名前とパスワードを決めます。
access-sheet-step-in = 次からは、その名前とパスワードで入ります。
access-sheet-until = { $day }まで使えます。
access-sheet-what = 見られること
access-sheet-sees-own = 自分の計画、話し合い、返事です。だれが見たかも、わかります。
access-sheet-sees-family = 計画と、話し合いです。
access-sheet-sees-nothing = 本人が「見てよい」と言うまで、本人のことは見えません。
access-sheet-whom = こまったら
access-sheet-ask = { $office }の{ $name }に聞いてください。{ $phone }
access-sheet-secret = この紙は、ほかの人に見せないでください。
