## Codes of the closed lists, for all areas. Plans, answers and the council have theirs at home. Easy layer.

# Stages of a life.
stage-early-childhood = 学校に入る前
stage-school-age = 学校に通うころ
stage-youth = 若い大人のころ
stage-middle-age = 40歳からのころ
common-stage-infancy = 小さな子どものころ
common-stage-school-age = 小学校のころ
common-stage-adolescence-to-youth = 若いころ
common-stage-marriage-and-parenting = 大人のころ
common-stage-old-age = 年をとってから

# As the official forms ask.
sex-f = 女性
sex-m = 男性
sex-x = ほか・答えない

# Who said something, and how.
speaker-person = 本人
speaker-family = 家族
speaker-supporter = スタッフの考え
expression-speech = ことば
expression-pointing = 指さし
expression-gaze = 目で見て
expression-face = 顔や体の動き
expression-card = カードや写真
expression-device = 機械
expression-writing = 手紙やメモ
expression-relayed = ほかの人が伝えた
expression-asked = 言ってもらう人をえらんで
answer-of-person = 本人：{ $answer }
answer-of-family = 家族：{ $answer }

# What may be seen.
class-basic = 名前と誕生日
class-contact = 電話の番号
class-address = 住所
class-health = 障害や病気のこと
class-medication = 薬のこと
class-education = 学校や園のこと
class-work = 仕事のこと
class-family = 家族のこと
class-income = お金のこと
class-justice = 警察や裁判のこと
class-abuse = 虐待のこと
class-narrative = 気になることと、その後の話
class-plan = 計画と目標
class-meeting = 話し合いと、きめたこと
class-voice = 本人のことばと答え
class-voice-mine = あなたのことばと答え
class-reflection = スタッフのふりかえり
class-staff = 事業所とスタッフ
class-council = 町の話し合いのこと
class-audit = 見た人の記録
class-secret = パスワード
class-system = しくみの記録

# What was done with what, as the person reads it.
deed-saw = 見た
deed-printed = 紙に出した
deed-made = 書いた
deed-changed = かえた
deed-removed = まちがいなので けした
deed-asked = 見せていいか、聞いた
deed-declined = 「いいえ」をのこした
deed-shared = 「はい」を聞かないで見せることにした
deed-consented = 見せるときめた
deed-withdrew = やめた
deed-answered = のこした
deed-closed = きめた
deed-joined = ふたつを ひとつにした
deed-separated = またふたつにした
deed-sent = とどけた
deed-signed-in = はじめた
deed-signed-out = おわった
deed-refused = 見られなかった
subject-home = はじめのページ
subject-person = 本人のページ
subject-basics = 名前や住所
subject-voice = 本人のことば
subject-profile = わたしの1ページ
subject-team = チーム
subject-account = 入る準備
subject-consent = 見せる・見せない
subject-looks = だれが見たか
subject-thread = つながり
subject-plan = 計画
subject-answer = 本人の答え
subject-monitoring = その後を聞く話
subject-concern = 気になること
subject-meeting = 話し合い
subject-meeting-request = 話し合いのおねがい
subject-task = やること
subject-need = いまはできないこと
subject-entry = 書いたもの
subject-report = 名前を出さない話
subject-record = 本人の記録
subject-roster = 名前のひょう
subject-search = ことばをさがして見つけた、書いたもの
subject-other = ほかの記録

# What cannot be done now.
level-office = 事業所ではできない
level-team = チームではできない
level-region = この町ではできない
gap-reason-no-resource = 使える場所や人がない
gap-reason-not-enough = 数が足りない
gap-reason-not-usable = あるけれど、使えない
gap-reason-between-systems = きまりにあてはまらない
gap-reason-not-informed = お知らせがとどかない
gap-reason-not-linked = 支える人のつながりが足りない
gap-reason-no-skill = できる人が足りない
gap-reason-cost = お金がかかる
gap-reason-transport = 行き帰りがむずかしい
gap-reason-housing = 住む所のこと
gap-reason-rights = 権利を守ること
gap-reason-understanding = まわりの人がよく知らない
gap-reason-emergency = 災害や急なとき
gap-reason-family-future = 家族と、これから先のこと
gap-reason-other = そのほか

# Said about any form.
error-too-long = { $most }文字までで書いてください。
error-time-unreadable = 午後3時半のように書いてください。
