package dev.rollcall.server;

import dev.rollcall.server.health.Readiness;
import dev.rollcall.server.incident.IncidentLog;
import dev.rollcall.server.limit.Budgets;
import dev.rollcall.server.origin.OriginReader;

/**
 * What a surface that is made elsewhere shares with those of the server.
 *
 * @param budgets memory and rates
 * @param incidents where it tells of what went wrong
 * @param readiness whether the parts of the service work
 * @param origins knows who asks, and under which address
 */
public record SurfaceParts(Budgets budgets, IncidentLog incidents, Readiness readiness, OriginReader origins) {}
