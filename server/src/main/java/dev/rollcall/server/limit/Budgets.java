package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.BulkTurns;
import dev.rollcall.directory.resource.ProcessorTurns;
import java.util.Optional;

/**
 * What all requests share, each connection its part of it.
 *
 * @param bodies memory for bodies, with what is made of them
 * @param answers memory for answers that are being sent
 * @param turns of large requests at the processors
 * @param bulks turns of bulk requests
 * @param rate requests a second; empty when they are not counted
 * @param managementRate requests a second of a client of the management API, and of its sessions on the console; empty when they are
 *     not counted
 * @param refusedTokens how many tokens that are not good may be shown
 */
public record Budgets(BodyMemory bodies, AnswerMemory answers, ProcessorTurns turns,
        BulkTurns bulks, Optional<RateLimiter> rate, Optional<RateLimiter> managementRate,
        RefusedTokens refusedTokens) {}
