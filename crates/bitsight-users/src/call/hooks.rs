//! Progenitor's hooks. They are compiled into every operation, so they stay thin.

use progenitor_client::{ClientHooks, Error, OperationInfo};

use crate::generated::client::Client;

use super::outgoing::Outgoing;

impl ClientHooks<Outgoing> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), Error<E>> {
        self.inner.add_to(request);
        Ok(())
    }
}
