## The thread: how everything hangs together, with a link for every arrow. Easy layer.
thread-title = つながり
thread-lead = これまでのことが、つながって見えます。
thread-none = つながりは、これからです
thread-none-text = 気になることを書くと、始まります。
thread-request = { $to }に、話し合いをたのみました
thread-version = { $kind }（{ $org }）{ $number }番目

# Arrows back.
thread-from-concern = 気になることから
thread-from-monitoring = その後の話から
thread-from-request = おねがいから
thread-from-meeting = 話し合いから
thread-from-need = いまはできないことから
