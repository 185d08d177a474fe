## Taking out what was written by mistake: the question before, and the mark that stays.

# Kinds of entries.
entry-voice = ことば
entry-profile = わたしの1ページ
entry-concern = 気になること
entry-monitoring = モニタリング
entry-monitoring-note = モニタリングの訂正
entry-facts = 会議の前の三つのこと
entry-need = 今はできないこと
entry-person = 利用者の登録
entry-import = 名簿の取り込み

# The way there.
removal-go = 取り消す
removal-go-spoken = 取り消す：{ $text }
removal-profile = 書きまちがえたとき

# The question.
removal-title = まちがって入れた記録を取り消す
removal-lead = 消えるものと残るものを、確かめてください。
removal-written = { $day }　{ $by }
removal-written-on = { $day }
removal-text = 書かれていること
removal-own-words = 本人のことば
removal-reason = 理由
removal-after = 取り消すと
removal-gone = 中身はすぐに消え、もとにはもどせません。
removal-mark-stays = 「何を、だれが、いつ、なぜ取り消したか」だけが、同じ場所に残ります。中身は残りません。
removal-was-top = いま、ページのいちばん上に出ていることばです。いちばん上は空になり、別のことばを選べます。
removal-profile-before = その前に書いたものがあれば、それがまた出ます。
removal-review = 次に計画を見直す日は、その前のモニタリングから数えなおします。
removal-voice-too = この話の中の本人のことばも、「本人のことば」から消えます。
removal-need-minutes = 会議で決めたことと議事録は、そのまま残ります。
removal-quoted = 同じことばが、ここにも書かれています。そちらは消えません。
removal-in-plan = 計画
removal-in-meeting = 会議
removal-copies = バックアップの中では
removal-copies-text = 取り消す前に作ったバックアップには、入れかわる日まで中身が残ります。開けるのは、鍵を持つ管理者だけです。
removal-why = 取り消す理由
removal-why-wrong-person = 別の人の記録だった
removal-why-twice = 二重に入れた
removal-why-slip = 書きまちがい
removal-why-asked = 本人が消してほしいと言った
removal-why-other = その他
removal-note = ひとこと
removal-note-hint = なくてもかまいません。消す中身は、ここに書かないでください。{ $most }文字までです。
removal-do = 取り消す
removal-back = もとのページにもどる
done-removed = 取り消しました。中身は消えました

# What stays.
removal-stays = これは取り消せません
removal-stays-led-on = この記録から、会議か、会議の依頼が始まっています。消すと、なぜ始まったのかが分からなくなります。
removal-stays-reported = 協議会に報告されています。
removal-stays-over = 会議が終わっています。議事録が、このことを伝えています。
removal-stays-older = このあとに、新しい版が書かれています。
removal-instead = まちがって入れたときは
removal-instead-led-on = 会議をやめるときは、会議のページの「とりやめる」を使います。モニタリングの中身は、訂正を書き足して直せます。
removal-instead-reported = 協議会の事務局に連絡してください。
removal-instead-over = 議事録に、訂正を書き足してください。
removal-instead-older = いまの版を先に取り消すと、その前の版が出ます。
removal-instead-answer = 一度入れた答えは、消したり書きかえたりできません。本人にもう一度聞いて、新しい答えを残してください。新しい答えが、いまの答えになります。

# The mark.
removal-mark = { $day }の「{ $kind }」は、取り消されました
removal-mark-by = { $day }　{ $by }　理由：{ $why }

# Somebody who was registered by mistake.
removal-person-go = 登録を取り消す
removal-person-title = まちがって登録したとき
removal-person-lead = 記録がまだ何も始まっていなければ、登録を取り消せます。
removal-person-mark = 「だれが、いつ、なぜ取り消したか」だけが、事業所の「これまでの取り込み」に残ります。名前は残りません。
removal-person-stays = この人の登録は取り消せません
removal-person-instead = 一つずつの記録は、それぞれの場所で取り消せます。サービスの利用が終わったときは、チームのページで席を終えてください。
built-voice = ことばが書きとめられています
built-profile = わたしの1ページが書かれています
built-concern = 気になることが書かれています
built-monitoring = モニタリングがあります
built-request = 会議の依頼があります
built-meeting = 会議があります
built-plan = 計画があります
built-task = やることがあります
built-goal-view = 目標についての声があります
built-answer = 答えがあります
built-need = 今はできないことが残されています
built-consent = 見せる・見せないが決められています
built-account = 本人か家族がサインインできます
built-concealed = 住所を隠す手続きがされています
built-merge = ほかの記録とひとつにしたことがあります
built-justice = 司法についての記録があります
built-team = ほかの事業所がチームに入っています
built-edited = 取り込んだあとで、内容が変わっています
built-hidden = ほかにも、この人についての記録があります
built-elsewhere = いま、この事業所の利用者ではありません

# Rosters that were read in.
import-past = これまでの取り込み
import-past-lead = まちがえて取り込んだ名簿は、30日のあいだ、ここから取り消せます。
import-past-none = まだ取り込みはありません
import-past-none-text = 名簿を取り込むと、ここに一行ずつ残ります。
import-past-people = 取り消した登録
import-past-at = 取り込んだ日時
import-past-by = 取り込んだ人
import-past-what = 内容
import-past-state = いま
import-past-counts = 登録{ $made }人、変更{ $changed }人、見送り{ $skipped }行
import-taken = 取り込みずみ
import-undone = 取り消しずみ
import-done-wrong = ちがう名簿だったときは
import-done-wrong-text = この取り込みは、30日のあいだ取り消せます。その前に、だれがどうなるかを確かめられます。
import-undo-go-link = この取り込みを取り消す
import-undo-page = 名簿の取り込みを取り消す
import-undo-lead = { $at }に{ $by }さんが取り込んだ名簿です。
import-undo-title = この取り込みを取り消す
import-undo-what = 取り消すと
import-undo-count-go = 登録が消える人
import-undo-count-stay = そのまま残る人
import-undo-count-back = 取り込みの前にもどる人
import-undo-count-left = 一部がもどらない人
import-undo-somebody = 名簿にあった人
import-undo-stay = そのまま残る人（{ $count }人）
import-undo-left = あとから変えられたところが残る人（{ $count }人）
import-undo-back = 取り込みの前にもどる人（{ $count }人）
import-undo-go = 登録が消える人（{ $count }人）
import-undo-goes = 名前も連絡先も消えます
import-undo-puts-back = もどす：{ $fields }
import-undo-leaves = そのまま残す：{ $fields }
import-why-wrong-person = ちがう名簿だった
import-why-twice = 同じ名簿をもう一度取り込んだ
import-why-slip = 名簿の中身にまちがいがあった
import-why-asked = 本人が消してほしいと言った
import-why-other = その他
import-undo-late = この取り込みは、もう取り消せません
import-undo-late-text = 取り消せるのは、取り込んでから30日のあいだです。一人ずつなら、記録が始まっていない人の登録を取り消せます。
import-undone-next = 正しい名簿を取り込めます
import-undone-by = { $at }に{ $by }さんが取り消しました（{ $why }）。
import-field-name = 氏名
import-field-birth = 生年月日
import-field-sex = 性別
import-field-self-plan = セルフプラン
import-field-certificate = 受給者証番号
import-field-phone = 電話番号
import-field-family = 家族
import-field-specialist = 相談支援専門員
import-field-address = 住所
import-field-support-category = 障害支援区分
done-undone = 取り込みを取り消しました

# What can be wrong.
removal-sent = このことばは、本人や家族が自分で送ったものです。取り消せるのは、別の人のことだったときと、本人が消してほしいと言ったときだけです。
error-remove-sent = 本人や家族が自分で送ったことばは、この二つのわけでだけ取り消せます。
error-remove-stays = このページを開いているあいだに、この記録から次のことが始まりました。もう取り消せません。
error-remove-changed = このページを開いているあいだに、記録が変わりました。いまの内容を確かめて、もう一度選んでください。
error-remove-person = この人の記録が始まっています。登録は取り消せません。
error-undo-late = 取り込んでから30日がすぎたので、取り消せません。
