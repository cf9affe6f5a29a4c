package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.outbound.credential.TargetTokens;

/**
 * What every run to one target needs of it.
 *
 * @param quirks what was learned of it
 * @param peculiarities what its preset is known to do
 */
record TargetConnection(
        ScimTarget settings, ScimTransport transport, TargetTokens tokens, TargetQuirks quirks,
        Peculiarities peculiarities, Waiting waiting) {}
