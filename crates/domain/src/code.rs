//! Closed lists of words: each value has one code, used in the database, in forms and in the programme file.

/// The code belongs to no value of the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?} is not one of the {list} codes")]
pub struct UnknownCode {
    pub list: &'static str,
    pub code: String,
}

/// A value of a closed list.
pub trait Code: Copy + Sized + 'static {
    /// All values, in the order in which a form offers them.
    const ALL: &'static [Self];
    /// The name of the list, for messages to operators.
    const LIST: &'static str;
    fn code(self) -> &'static str;

    /// Errors: when the list has no such code.
    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|v| v.code() == code)
            .ok_or_else(|| UnknownCode {
                list: Self::LIST,
                code: code.to_owned(),
            })
    }
}

/// Declares a closed list with its codes.
#[macro_export]
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $crate::code::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const LIST: &'static str = stringify!($name);
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str($crate::code::Code::code(*self))
            }
        }
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let code = <String as ::serde::Deserialize>::deserialize(d)?;
                <Self as $crate::code::Code>::from_code(&code).map_err(::serde::de::Error::custom)
            }
        }
        impl ::std::str::FromStr for $name {
            type Err = $crate::code::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> { <Self as $crate::code::Code>::from_code(code) }
        }
    };
}
