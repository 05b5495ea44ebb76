# What stands around every page: name, navigation, banners, and the pages that say what went wrong.

-product = Throughcare

product-name = { -product }
shell-page-title = { $page } · { -product }
shell-page-title-with-errors = Error: { $page } · { -product }
shell-skip = Skip to the page

## Navigation

shell-nav = Main
shell-menu = Menu
shell-where = Where you are
nav-work = My work
nav-enquiries = Enquiries
nav-referrals = Referrals
nav-cases = Cases
nav-overdue = Overdue
nav-programme = Programme
nav-search = Search
nav-staff = Staff
nav-second-looks = Second looks
nav-officer = Questions to you
nav-oversight = Oversight
nav-manual = Manual
nav-demo-outbox = Outbox
shell-language = Language
shell-signed-in-as = Signed in as { $name }
shell-acting-as = { $role }, { $place }
shell-change-hat = Act in another role
shell-sign-out = Sign out
shell-act-now = Act now
shell-new-enquiry-or-referral = New enquiry or referral

## Banners

shell-demonstration-label = Demonstration
shell-demonstration = The people in this demonstration are invented.
shell-demonstration-made = It was made on { $day }, and somebody has worked in it since.
shell-read-only = Nothing can be saved at the moment. You can read everything. We are working on it.
shell-saved = Saved.
shell-draft-saved = Draft saved { $time }
shell-printed = Confidential. Printed { $day } by { $name }.

## Errors in a form

shell-errors-title = { $n ->
    [1] One answer needs another look
    [2] Two answers need another look
    [3] Three answers need another look
    [4] Four answers need another look
   *[other] { $n } answers need another look
}
shell-errors-kept = Everything you typed is still here. Nothing has been sent.
shell-error-prefix = Error:
shell-warning-prefix = Please note:

## Someone else was faster

stale-title = This has changed since you opened it
stale-lede = { $name } changed it { $when }. Everything you typed is still here, and nothing has been saved yet.
stale-now-below = Somebody else was faster. The page below shows what is there now. Nothing of yours has been saved yet.
stale-what-changed = What changed
stale-theirs = Now
stale-yours = You typed
stale-save-mine = Save what I typed
stale-keep-theirs = Keep what is there now

## A session that ended

expired-title = You were signed out while you were writing
expired-lede = What you typed is kept, sealed for you alone. Sign in again and you find it as you left it.
expired-draft-back = Here is what you had typed before you were signed out. It has not been sent yet.
expired-draft-back-at = Here is what you had typed at { $time }. It has not been sent yet.
expired-draft-discard = Throw it away
expired-idle = You were signed out after { $minutes } without a click, so that nobody else can read on.

## Pages that say what went wrong

not-found-title = This page does not exist
not-found-lede = It may never have existed, or it is not for you to see. If someone sent you the address, ask them.
not-found-back = Back to my work
refused-title = This cannot be done
refused-lede = Nothing has been changed.
doubled-title = This has already been sent
doubled-lede = It arrived once and was entered once. You need not do anything.
from-elsewhere-title = This form came from somewhere else
from-elsewhere-lede = For safety we take forms only from our own pages. Open the page again and send it from there.
too-large-title = This is too much at once
too-large-lede = Nothing has been saved. Shorten the text, or send it in parts.
too-many-title = Too many attempts
too-many-wait = Please wait a minute and try again. If someone is in danger, ring the emergency number now.
failure-title = Something went wrong
failure-lede = It is our fault, not yours. Nothing has been saved.
failure-reference = If you report it, give this number: { $reference }
unavailable-title = Nothing can be saved at the moment
unavailable-lede = The database is full or cannot be reached; whoever runs this installation can see why. What was saved before is safe. What you sent just now is not saved yet: try again in a few minutes, from this page.
failure-again = Try again

## Words that many pages share

word-today = Today
word-late = Late
word-this-week = This week
word-next-week = Next week
word-owner = owner
word-you = you
word-yes = Yes
word-no = No
word-change = change
word-all = all
word-none = None
word-unknown = not known
word-not-done = not done
word-not-applicable = does not apply
word-not-recorded = not recorded
word-previous = Earlier
word-next = Further
word-as-table = The same as a table
word-save = Save
word-cancel = Leave it as it was
word-back = Back
word-go-on = Go on
word-search = Search
