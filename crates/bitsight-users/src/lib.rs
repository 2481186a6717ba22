//! Client for the Bitsight Users API.
