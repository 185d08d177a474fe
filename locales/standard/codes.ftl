## Codes of the closed lists, for all areas. Plans, answers and the council have theirs at home.

# Stages of a life.
stage-early-childhood = 幼少期
stage-school-age = 学齢期
stage-youth = 青年期
stage-middle-age = 壮年期
common-stage-infancy = 乳幼児期
common-stage-school-age = 学齢期
common-stage-adolescence-to-youth = 思春期〜青年期
common-stage-marriage-and-parenting = 結婚・子育て期
common-stage-old-age = 高齢期

# As the official forms ask.
sex-f = 女性
sex-m = 男性
sex-x = そのほか・答えない

# Who said something, and how.
speaker-person = 本人
speaker-family = 家族
speaker-supporter = 支援者の見立て
expression-speech = ことば
expression-pointing = 指さし
expression-gaze = 視線
expression-face = 表情・体の動き
expression-card = カード・写真
expression-device = 機器
expression-writing = 手紙・メモ
expression-relayed = 代わりの人が伝えた
expression-asked = 言ってもらう人を選んで
answer-of-person = 本人：{ $answer }
answer-of-family = 家族：{ $answer }

# What may be seen.
class-basic = 氏名、生年月日、受給者証番号
class-contact = 電話番号などの連絡先
class-address = 住所
class-health = 障害・病気・医療的ケア
class-medication = 薬
class-education = 学校・園のこと
class-work = 仕事のこと
class-family = 家族のこと
class-income = お金のこと
class-justice = 警察・裁判のこと
class-abuse = 虐待に関すること
class-narrative = 気になることとモニタリング
class-plan = 計画と目標
class-meeting = 会議と決めたこと
class-voice = 本人のことばと答え
class-voice-mine = あなたのことばと答え
class-reflection = 支援者のふりかえり
class-staff = 事業所と職員
class-council = 協議会のこと
class-audit = 見た記録
class-secret = パスワードなど
class-system = しくみの記録

# What was done with what, as the person reads it.
deed-saw = 見た
deed-printed = 印刷した
deed-made = 書いた
deed-changed = 変えた
deed-removed = まちがいとして取り消した
deed-asked = 見せてよいか聞いた
deed-declined = 「いいえ」を記録した
deed-shared = 同意なしに見せることにした
deed-consented = 同意を記録した
deed-withdrew = 取り消した
deed-answered = 残した
deed-closed = 確定した
deed-joined = ふたつの記録をひとつにした
deed-separated = ふたつの記録に戻した
deed-sent = 届けた
deed-signed-in = サインインした
deed-signed-out = サインアウトした
deed-refused = 見ようとして、断られた
subject-home = ホーム
subject-person = 本人のページ
subject-basics = 基本の情報
subject-voice = 本人のことば
subject-profile = わたしの1ページ
subject-team = チーム
subject-account = サインインの準備
subject-consent = 見せる・見せない
subject-looks = だれが見たか
subject-thread = つながり
subject-plan = 計画
subject-answer = 本人の答え
subject-monitoring = モニタリング
subject-concern = 気になること
subject-meeting = 会議
subject-meeting-request = 会議の依頼
subject-task = やること
subject-need = 今はできないこと
subject-entry = 記録
subject-report = 名前のない報告
subject-record = 本人の記録
subject-roster = 名簿の取り込み
subject-search = ことばを探して見つけた、記録の一部
subject-other = そのほかの記録

# What cannot be done now.
level-office = 事業所ではできない
level-team = チームではできない
level-region = 地域ではできない
gap-reason-no-resource = 社会資源がない
gap-reason-not-enough = 量・定員が足りない
gap-reason-not-usable = あるが使えない（距離・時間・医療的ケアなど）
gap-reason-between-systems = 制度のはざま・年齢の切れ目
gap-reason-not-informed = 情報が届いていない
gap-reason-not-linked = 機関どうしの連携が足りない
gap-reason-no-skill = 人材・専門性が足りない
gap-reason-cost = 費用・経済
gap-reason-transport = 移動・交通
gap-reason-housing = 住まい・保証人
gap-reason-rights = 権利擁護・虐待・差別
gap-reason-understanding = 地域の理解
gap-reason-emergency = 災害・緊急時
gap-reason-family-future = 家族支援・親なき後
gap-reason-other = そのほか

# Said about any form.
error-too-long = { $most }文字までで書いてください。
error-time-unreadable = 時刻として読めません。15:30、午後3時半のように書いてください。
