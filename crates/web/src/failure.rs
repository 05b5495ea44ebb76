//! What went wrong, for the one who asked: the only type that knows HTTP's numbers, built by named functions.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use throughcare_app::Refusal;

/// What a handler gives back.
pub type Answer = Result<Response, Failure>;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum Failure {
    /// It does not exist, or is not for this reader.
    NotFound,
    /// Somebody changed it in between.
    Stale,
    /// The form came from elsewhere, or from a session that ended.
    ForeignForm,
    TooLarge,
    TooMany,
    /// The database cannot take writes now.
    Unavailable,
    /// Our fault. The number is in the log beside the error.
    Ours {
        number: String,
    },
    /// Sent on to another page.
    SeeOther(String),
}

impl Failure {
    pub fn not_found() -> Failure {
        Failure::NotFound
    }

    /// Sends on to another page: after a form, or to sign in.
    pub fn see_other(place: impl Into<String>) -> Failure {
        Failure::SeeOther(place.into())
    }

    /// Notes an internal error in the log under a number that the page shows.
    pub fn ours(error: impl std::fmt::Display, number: String) -> Failure {
        tracing::error!(number, error = %error, "a request failed");
        Failure::Ours { number }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Stale => StatusCode::CONFLICT,
            Failure::ForeignForm => StatusCode::FORBIDDEN,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Failure::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Ours { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::SeeOther(_) => StatusCode::SEE_OTHER,
        }
    }
}

/// Sends on after a form.
pub fn see_other(place: &str) -> Response {
    (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, place.to_owned())],
    )
        .into_response()
}

/// What a refusal means where no form is at hand to say it in.
/// A rule that cannot be broken by what was typed has been handled before.
pub fn refused<E: std::fmt::Debug>(
    refusal: Refusal<E>,
    number: impl FnOnce() -> String,
) -> Failure {
    match refusal {
        Refusal::NotFound => Failure::NotFound,
        Refusal::Stale | Refusal::Rule(_) => Failure::Stale,
        Refusal::Doubled(_) => Failure::Stale,
        Refusal::Unwritable(words) => {
            tracing::error!(error = words, "the database cannot be written");
            Failure::Unavailable
        }
        Refusal::Failed(error) => Failure::ours(error, number()),
    }
}
