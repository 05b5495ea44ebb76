//! The stories: what people do, through `app`'s own functions, on both engines.

mod adoption;
mod age;
mod audit;
mod case;
mod common;
mod concern;
mod guards;
mod house;
mod jobs;
mod lists;
mod ownership;
mod prior_contact;
mod referral;
mod screening;
mod urgent;
