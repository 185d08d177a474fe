## The thread: how everything hangs together, with a link for every arrow.
thread-title = つながり
thread-lead = 気づきから会議、計画、そして地域からの返事まで。どの記録も、前の記録につながっています。
thread-none = つながりは、これから始まります
thread-none-text = 気になることやモニタリングから、糸がのびていきます。
thread-request = { $to }に会議を頼みました
thread-version = { $kind }（{ $org }）第{ $number }版

# Arrows back.
thread-from-concern = 気になることから
thread-from-monitoring = モニタリングから
thread-from-request = 依頼から
thread-from-meeting = 会議から
thread-from-need = 今はできないことから
