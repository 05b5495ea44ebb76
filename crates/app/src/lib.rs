//! Placeholder until its first part arrives.
