# Signing in, and acting in another role.

sign-in-title = Sign in
sign-in-lede = With your e-mail address and password.
sign-in-email = E-mail address
sign-in-password = Password
sign-in-show-password = Show the password
sign-in-act = Sign in
sign-in-refused = E-mail address and password do not belong together. Please try again.
sign-in-refused-hint = Nobody is told which of the two was wrong. If you have forgotten your password, ask your administrator.
sign-in-waiting = Too many attempts. Please wait { $minutes } and try again.
sign-in-signed-out = You are signed out.
sign-in-public-form = You want to refer someone, and have no account?
sign-in-public-form-link = Use the form for partner professionals

## The demonstration's sign-in

sign-in-demo-title = Come in as
sign-in-demo-lede = The people in this demonstration are invented, and so is everything written about them. Choose a role; no password is needed. To see what the product is for, begin as “intake and helpline” of the first programme: write down a call, and see where it leads.
sign-in-demo-whole-house = For all programmes
sign-in-demo-as = Sign in as { $name }, { $role }
sign-in-demo-passwords = Or sign in by hand, with the password that was printed when the demonstration started.

## Hats

hat-title = In which role?
hat-lede = You hold more than one role. You act in one at a time, and it stands in the bar.
hat-act-as = Act as { $role }, { $scope }
hat-password-again = Between administration and casework we ask for your password again.
hat-password-wrong = This is not your password. Please type it again.
