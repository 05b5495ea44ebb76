//! Signing in, sessions that end, forms from elsewhere, doubled posts, and text that is never lost.

use crate::harness::{Browser, FormOnPage};
use axum::http::StatusCode;
use throughcare_testkit::both_engines;

both_engines! {
    fn a_stranger_is_led_to_sign_in_and_back_to_the_page_they_wanted(world: &mut World) {
        let mut browser = Browser::new(world);
        let away = browser.get("/enquiries/new");
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        let sign_in = browser.get(&away.location.unwrap());
        let form = sign_in.form("/sign-in").with("email", "tom@stories.example").with("password", throughcare_testkit::PASSWORD);
        assert_eq!(browser.send(&form).location.as_deref(), Some("/enquiries/new"));
    }

    fn a_wrong_password_and_an_unknown_address_are_answered_alike(world: &mut World) {
        let mut browser = Browser::new(world);
        let mut answers = Vec::new();
        for email in ["tom@stories.example", "nobody@stories.example"] {
            let form = browser.get("/sign-in").form("/sign-in").with("email", email).with("password", "wrong");
            let page = browser.send(&form);
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.form("/sign-in").fields.iter().find(|(n, _)| n == "email").unwrap().1, email);
            answers.push(page.text());
        }
        assert_eq!(answers[0], answers[1]);
    }

    fn after_five_wrong_passwords_one_waits_a_minute_and_no_longer_than_five(world: &mut World) {
        let mut browser = Browser::new(world);
        let mut attempt = |password: &str| {
            let form = browser.get("/sign-in").form("/sign-in").with("email", "tom@stories.example").with("password", password);
            browser.send(&form)
        };
        for _ in 0..5 {
            attempt("wrong");
        }
        let waiting = attempt(throughcare_testkit::PASSWORD);
        assert!(waiting.says("Please wait"), "{}", waiting.text());
        world.minutes_pass(2);
        assert_eq!(attempt(throughcare_testkit::PASSWORD).status, StatusCode::SEE_OTHER);
    }

    fn what_was_typed_survives_a_session_that_ran_out(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        let form = browser.get("/enquiries/new").form("/enquiries/new").with("said", "She has not slept.").with("minutes", "25");
        world.minutes_pass(31);
        let away = browser.send(&form);
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        let sign_in = browser.get(&away.location.unwrap());
        assert!(sign_in.says("What you typed is kept"), "{}", sign_in.text());
        let signed_in = sign_in.form("/sign-in").with("email", "tom@stories.example").with("password", throughcare_testkit::PASSWORD);
        let page = browser.submit(&signed_in);
        let again = page.form("/enquiries/new");
        assert!(again.fields.contains(&("said".into(), "She has not slept.".into())), "{again:?}");
        assert!(again.fields.contains(&("minutes".into(), "25".into())));
        let saved = browser.submit(&again);
        assert!(saved.says("She has not slept."));
        let fresh = browser.get("/enquiries/new").form("/enquiries/new");
        assert!(!fresh.fields.contains(&("said".into(), "She has not slept.".into())), "the draft is gone once it was sent");
    }

    fn somebody_elses_draft_is_not_shown(world: &mut World) {
        let mut tom = Browser::of(world, "Tom");
        let form = tom.get("/enquiries/new").form("/enquiries/new").with("said", "Only for Tom.");
        world.minutes_pass(31);
        tom.send(&form);
        let mut petra = Browser::of(world, "Petra");
        assert!(!petra.get("/enquiries/new").body.contains("Only for Tom."));
    }

    fn a_session_ends_after_twelve_hours_however_busy(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        for _ in 0..35 {
            world.minutes_pass(20);
            assert_eq!(browser.get("/work").status, StatusCode::OK);
        }
        world.minutes_pass(25);
        assert_eq!(browser.get("/work").status, StatusCode::SEE_OTHER);
    }

    fn a_doubled_post_enters_once_and_leads_to_the_same_page(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        let form = browser.get("/enquiries/new").form("/enquiries/new").with("described", "a father about his daughter");
        let first = browser.send(&form).location.unwrap();
        let second = browser.send(&form).location.unwrap();
        assert_eq!(first, second);
        let list = browser.get("/enquiries");
        assert_eq!(list.body.matches("a father about his daughter").count(), 1);
    }

    fn a_form_from_elsewhere_is_refused(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        let mut other = Browser::of(world, "Petra");
        let theirs = other.get("/enquiries/new").form("/enquiries/new").with("said", "forged");
        let answer = browser.send(&theirs);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "the token belongs to another session");
        assert!(answer.location.unwrap().starts_with("/sign-in"));
        assert!(browser.get("/enquiries").says("No enquiry here."));
    }

    fn a_post_from_another_site_is_refused_and_changes_nothing(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        let form = browser.get("/enquiries/new").form("/enquiries/new").with("said", "forged");
        let answer = browser.send_from_elsewhere(&form);
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(browser.get("/enquiries").says("No enquiry here."));
        let mut pairs = FormOnPage::bare("/language", "");
        pairs.fields.push(("language".into(), "en-XA".into()));
        assert_eq!(browser.send_from_elsewhere(&pairs).status, StatusCode::FORBIDDEN);
    }

    fn signing_out_ends_the_session_also_for_a_copied_cookie(world: &mut World) {
        let mut browser = Browser::of(world, "Tom");
        let page = browser.get("/work");
        let cookies = browser.cookies().to_vec();
        browser.send(&page.form("/sign-out"));
        let mut copy = Browser::with_cookies(world, cookies);
        assert_eq!(copy.get("/work").status, StatusCode::SEE_OTHER);
    }

    fn nobody_reaches_a_page_that_their_hat_has_no_business_with(world: &mut World) {
        for (name, path) in [("Ada", "/enquiries"), ("Eva", "/work"), ("Ines", "/enquiries/new"), ("Dina", "/enquiries")] {
            let mut browser = Browser::of(world, name);
            assert_eq!(browser.get(path).status, StatusCode::NOT_FOUND, "{name} {path}");
        }
    }
}
