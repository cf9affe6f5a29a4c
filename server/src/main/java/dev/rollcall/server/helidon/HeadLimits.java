package dev.rollcall.server.helidon;

/** How many bytes a request line, and all headers together, may have. */
record HeadLimits(int requestLine, int headers) {}
