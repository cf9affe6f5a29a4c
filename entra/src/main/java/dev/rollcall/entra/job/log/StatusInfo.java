package dev.rollcall.entra.job.log;

import java.util.Optional;

/** How an operation went. */
public record StatusInfo(ProvisioningStatus status, Optional<ErrorInformation> errorInformation) {}
