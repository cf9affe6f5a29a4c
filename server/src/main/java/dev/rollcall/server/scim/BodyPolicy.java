package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.BodyMemory;

/** How large and how deep a body may be, and the memory and the turns at the processors that all of them share. */
record BodyPolicy(BodyLimits limits, JsonLimits json, BodyMemory memory, ProcessorTurns turns) {}
