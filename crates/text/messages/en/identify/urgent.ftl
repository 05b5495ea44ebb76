# Act now: what is done at once, before any guard.

urgent-title = Act now
urgent-lede = Somebody could be hurt. Do first what has to be done; write it down here in a minute. Nothing stands before it, and the steps that you skip fall due afterwards.
urgent-emergency = If somebody is in danger this minute, ring { $number } first.
urgent-about = About { $who }
urgent-what = What was done
urgent-what-hint = In a sentence or two.
urgent-who = Who was told
urgent-who-hint = By name and place, as far as you know. Leave it empty when nobody outside was told.
urgent-basis = On what basis
urgent-when = When
urgent-by = Who did it
urgent-by-hint = Somebody without an account, too: the duty doctor, an imam, a teacher.
urgent-save = Keep what was done
urgent-done-title = Done at once so far
urgent-done-line = { $when } · { $by }
urgent-recorded-by = written down by { $name }
urgent-told = told: { $who }
urgent-written = What came of it
urgent-write-up = Write it up
urgent-write-up-hint = What came of it, who was told since, and which steps were skipped.
urgent-write-up-words = What came of it
urgent-write-up-save = Keep it
urgent-refused-nothing = Please write what was done.
urgent-refused-future = This has not come yet. Please check the time.
urgent-back = Back
