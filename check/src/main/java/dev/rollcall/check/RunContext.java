package dev.rollcall.check;

import dev.rollcall.client.reader.StrictReader;
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
