//! Notices as they are mailed: that something awaits and where, with no names.

use crate::work::place_of;
use throughcare_domain::subject::Subject;
use throughcare_store::notice::NoticeKind;
use throughcare_text::Words;

/// One mail, as it is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    pub subject: &'static str,
    pub body: String,
}

/// Writes the mail of a notice.
/// Shape: `address` is where the installation is reached, without a slash at its end; it may be empty.
pub fn mail(t: Words, kind: NoticeKind, about: Subject, address: &str) -> Mail {
    let subject = match kind {
        NoticeKind::RingNow | NoticeKind::UrgentActDone => t.notice_subject_now(),
        _ => t.notice_subject(),
    };
    let body = format!(
        "{}\n\n{}\n\n{}\n{address}{}\n\n{}",
        t.notice_hello(),
        notice(t, kind),
        t.notice_where(),
        place(kind, about),
        t.notice_why_so_little()
    );
    Mail { subject, body }
}

/// What awaits.
fn notice(t: Words, kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::ReferralArrived => t.notice_referral_arrived(),
        NoticeKind::RingNow => t.notice_ring_now(),
        NoticeKind::OwnershipOffered => t.notice_ownership_offered(),
        NoticeKind::OwnershipAssigned => t.notice_ownership_assigned(),
        NoticeKind::OwnershipAnswered => t.notice_ownership_answered(),
        NoticeKind::OwnershipMoved => t.notice_ownership_moved(),
        NoticeKind::CoverArranged => t.notice_cover_arranged(),
        NoticeKind::SecondPersonAsked => t.notice_second_asked(),
        NoticeKind::SecondPersonAnswered => t.notice_second_answered(),
        NoticeKind::MatchingOfficerAsked => t.notice_officer_asked(),
        NoticeKind::MatchingOfficerAnswered => t.notice_officer_answered(),
        NoticeKind::CaseOpened => t.notice_case_opened(),
        NoticeKind::CaseAdopted => t.notice_case_adopted(),
        NoticeKind::CaseDeclined => t.notice_case_declined(),
        NoticeKind::UrgentActDone => t.notice_urgent_act(),
        NoticeKind::DailyDigest => t.notice_digest(),
    }
}

/// Where it awaits.
fn place(kind: NoticeKind, about: Subject) -> String {
    match kind {
        // Who is told need not be somebody who sees the whole list: the front leads each on to theirs.
        NoticeKind::DailyDigest => "/".to_owned(),
        NoticeKind::SecondPersonAsked => "/second-looks".to_owned(),
        NoticeKind::MatchingOfficerAsked => "/officer".to_owned(),
        _ => place_of(about),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughcare_domain::code::Code;
    use throughcare_domain::id::*;
    use throughcare_text::Language;

    #[test]
    fn every_mail_says_what_awaits_and_where_in_one_line() {
        let t = Words::new(Language::English);
        let case = CaseId::from_bits(2043);
        for kind in NoticeKind::ALL {
            let mail = mail(t, *kind, Subject::Case(case), "https://care.example");
            let links = mail
                .body
                .lines()
                .filter(|l| l.starts_with("https://care.example/"));
            assert_eq!(links.count(), 1, "{}", mail.body);
            assert!(!mail.subject.is_empty());
        }
        let offered = mail(t, NoticeKind::OwnershipOffered, Subject::Case(case), "");
        assert!(
            offered.body.contains(&format!("\n/cases/{case}\n")),
            "{}",
            offered.body
        );
    }
}
