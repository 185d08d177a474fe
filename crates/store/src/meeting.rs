//! Area `meeting`.

statements! {
    PLACEHOLDER = "select 1";
}
