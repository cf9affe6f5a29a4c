package dev.rollcall.entra.check;

import dev.rollcall.entra.reader.StrictReader;
import java.util.concurrent.atomic.AtomicBoolean;

/** What all checks of a run share. */
record RunContext(
        CheckEndpoint endpoint,
        CheckOptions options,
        Capabilities capabilities,
        StrictReader reader,
        Traces traces,
        RateLog rates,
        AtomicBoolean stopped) {}
