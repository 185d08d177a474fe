## The thread: how everything hangs together, with a link for every arrow.
thread-title = The thread
thread-lead = From what was noticed to the meeting, the plan and the region's answer. Every record points at the one before.
thread-none = The thread begins here
thread-none-text = It grows from concerns and monitoring.
thread-request = Asked { $to } for a meeting
thread-version = { $kind } ({ $org }), version { $number }

# Arrows back.
thread-from-concern = from the concern
thread-from-monitoring = from the monitoring
thread-from-request = from the request
thread-from-meeting = from the meeting
thread-from-need = from what cannot be done now
