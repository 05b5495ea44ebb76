//! The stories: what people do, through `app`'s own functions, on both engines.

mod concern;
mod referral;
mod urgent;
