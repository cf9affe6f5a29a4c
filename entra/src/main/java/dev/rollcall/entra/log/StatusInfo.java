package dev.rollcall.entra.log;

import java.util.Optional;

/** How an operation went. */
public record StatusInfo(ProvisioningStatus status, Optional<ErrorInformation> errorInformation) {}
