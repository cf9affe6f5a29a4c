package dev.rollcall.console.overview;

import dev.rollcall.directory.connection.Connection;
import java.time.Instant;
import java.util.List;

/** What the front page shows. */
public record OverviewView(String name, List<Connection> connections, Instant now) {}
