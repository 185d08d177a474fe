## Taking out what was written by mistake: the question before, and the mark that stays. Easy layer.

# Kinds of entries.
entry-voice = ことば
entry-profile = わたしの1ページ
entry-concern = 気になること
entry-monitoring = その後の話
entry-monitoring-note = その後の話の なおし
entry-facts = 話し合いの前の 三つのこと
entry-need = いまはできないこと

# The way there.
removal-go = けす
removal-go-spoken = けす：{ $text }
removal-profile = まちがえて書いたとき

# The question.
removal-title = まちがえて書いたものを けす
removal-lead = きえるものと、のこるものを見てください。
removal-written = { $day }　{ $by }
removal-written-on = { $day }
removal-text = 書いてあること
removal-own-words = わたしのことば
removal-reason = わけ
removal-after = けすと、どうなるか
removal-gone = 書いたことは、すぐにきえます。もとに、もどせません。
removal-mark-stays = 「けした」ことだけが、のこります。書いたことは、のこりません。
removal-was-top = いま、いちばん上にあることばです。上は空になります。ほかのことばを、えらべます。
removal-profile-before = 前に書いたものがあれば、また出ます。
removal-review = 計画をまた見る日が、かわることがあります。
removal-voice-too = この話のことばも、いっしょにきえます。
removal-need-minutes = 話し合いできめたことは、のこります。
removal-quoted = おなじことばが、ここにもあります。そちらは、きえません。
removal-in-plan = 計画
removal-in-meeting = 話し合い
removal-copies = しまってある写しでは
removal-copies-text = 写しには、しばらくのこります。見られるのは、係の人だけです。
removal-why = けすわけ
removal-why-wrong-person = ほかの人のことだった
removal-why-twice = 二回書いてしまった
removal-why-slip = 書きまちがえた
removal-why-asked = 本人が、けしてほしいと言った
removal-why-other = ほかのわけ
removal-note = ひとこと
removal-note-hint = なくてもいいです。けすことは、書かないでください。{ $most }文字までです。
removal-do = けす
removal-back = もとのページへ
done-removed = けしました

# What stays.
removal-stays = これは、けせません
removal-stays-led-on = ここから、話し合いが始まっています。
removal-stays-reported = 町の会議に、つたえてあります。
removal-stays-over = 話し合いは、おわりました。
removal-stays-older = 新しいものが、書いてあります。
removal-instead = まちがえたときは
removal-instead-led-on = 計画をつくる人に、話してください。
removal-instead-reported = 計画をつくる人に、話してください。
removal-instead-over = 計画をつくる人に、話してください。
removal-instead-older = 新しいものを先にけすと、前のものが出ます。
removal-instead-answer = 答えは、けせません。もう一度、答えることができます。

# The mark.
removal-mark = { $day }の「{ $kind }」は、けされました
removal-mark-by = { $day }　{ $by }　わけ：{ $why }

# What can be wrong.
removal-sent = これは、自分で送ったことばです。けせるのは、2つのときだけです。
error-remove-sent = この2つのときだけ、けせます。
error-remove-stays = ここから、話し合いが始まりました。もう、けせません。
error-remove-changed = 見ているあいだに、かわりました。もう一度、見てください。
