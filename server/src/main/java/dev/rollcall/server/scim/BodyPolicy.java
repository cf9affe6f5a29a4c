package dev.rollcall.server.scim;

import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.limit.BodyLimits;

/** How large and how deep a body may be. */
record BodyPolicy(BodyLimits limits, JsonLimits json) {}
