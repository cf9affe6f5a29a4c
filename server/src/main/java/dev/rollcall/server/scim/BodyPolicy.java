package dev.rollcall.server.scim;

import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.LargeBodies;

/** How large and how deep a body may be, and how many large ones there may be at a time. */
record BodyPolicy(BodyLimits limits, JsonLimits json, LargeBodies large) {}
