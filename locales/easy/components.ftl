## Words of the shared components, easy layer.

context-label = だれのページか
context-now = いま：
context-page-of = のページ
signed-in-as = つかっている人：
display-apply = このかたちにする
read-aloud = 声で聞く
read-aloud-stop = 声をとめる

next-step-title = つぎにすること
half-now = すぐにできること
half-takes-time = 時間がかかること
panels-filled = 書いたこと
panel-confirmed = 書きました
panel-empty = まだ 空いています

voice-own = 本人のことば
voice-shown = 本人のようす
voice-chosen = 本人がえらんだカード
voice-asked = 本人のおねがい
voice-said-or-shown = 本人のことばや、ようす
voice-mine = わたしのことば
voice-mine-shown = わたしのようす
voice-mine-chosen = わたしがえらんだカード
voice-mine-asked = わたしのおねがい
voice-mine-said-or-shown = わたしのことばや、ようす
voice-staff = スタッフの考え
voice-estimate = ようすを見て思ったこと
voice-family = 家族のことば
quote-open = 「
quote-close = 」

progress-todo = これから
progress-doing = とちゅう
progress-done = できた
progress-not-possible = むずかしかった

step-notice = 気づいたこと
step-meeting = 話し合い
step-decision = きめたこと
step-plan = 計画
step-monitoring = その後を聞く
step-unmet-need = いまは できないこと
step-community-issue = 町の みんなの問題
step-council = 町の話し合い
step-answer = 返事
step-ahead = これから

diff-same = おなじ
diff-added = ふえた
diff-removed = なくなった
diff-changed = かわった
diff-before = 前
diff-after = 今

pager-label = ページをうつる
pager-previous = まえへ
pager-next = つぎへ

date-year = 年
date-month = 月
date-day = 日
file-choose = ファイルをえらぶ
date-preview = {"{date}"}ですね
draft-restored = 前に書いた文を もどしました。
draft-ask = 前に書いたものが、残っています。
draft-restore = もどす
draft-drop = すてる
draft-clear = 書いた文を けす
