package dev.rollcall.server;

import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.server.health.Readiness;
import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.Budgets;
import dev.rollcall.server.limit.RateLimiter;
import dev.rollcall.server.metrics.Figure;
import java.util.ArrayList;
import java.util.List;

/** The numbers of the server's own budgets and of the log's buffer. */
final class ServerFigures {
    private ServerFigures() {}

    static List<Figure> of(Budgets budgets, RequestLog log, Readiness readiness) {
        BodyMemory bodies = budgets.bodies();
        AnswerMemory answers = budgets.answers();
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.gauge(
                        "rollcall.body.memory", "bytes", "What all bodies may take together",
                        () -> bodies.use().bytes()),
                Figure.gauge(
                        "rollcall.body.memory.taken", "bytes", "What is granted to bodies",
                        () -> bodies.use().taken()),
                Figure.gauge(
                        "rollcall.body.waiting", "", "Requests that wait for memory for their bodies",
                        () -> bodies.use().waiting()),
                Figure.counter(
                        "rollcall.body.refused", "Requests that were refused for want of memory for their bodies",
                        () -> bodies.use().refused()),
                Figure.gauge(
                        "rollcall.answer.memory", "bytes", "What all answers that are being sent may take together",
                        () -> answers.use().bytes()),
                Figure.gauge(
                        "rollcall.answer.memory.taken", "bytes", "What the answers that are being sent take",
                        () -> answers.use().taken()),
                Figure.counter(
                        "rollcall.answer.refused", "Requests that were refused for want of memory for their answers",
                        () -> answers.use().refused()),
                Figure.counter(
                        "rollcall.answer.cut", "Answers that were cut off because others needed their memory",
                        () -> answers.use().cut()),
                Figure.counter(
                        "rollcall.rate.refused", "Requests that came faster than their connection may send them",
                        () -> budgets.rate().map(RateLimiter::refused).orElse(0L)),
                Figure.gauge(
                        "rollcall.large.requests.running", "", "Large requests that keep a processor busy",
                        () -> budgets.turns().running()),
                Figure.gauge(
                        "rollcall.large.requests.waiting", "", "Large requests that wait for a processor",
                        () -> budgets.turns().use().waiting()),
                Figure.counter(
                        "rollcall.large.requests.refused", "Large requests that got no turn at a processor",
                        () -> budgets.turns().use().refused()),
                Figure.gauge(
                        "rollcall.bulk.running", "", "Bulk requests that are worked",
                        () -> budgets.bulks().running()),
                Figure.gauge(
                        "rollcall.bulk.waiting", "", "Bulk requests that wait for their turn",
                        () -> budgets.bulks().use().waiting()),
                Figure.counter(
                        "rollcall.bulk.refused", "Bulk requests that got no turn",
                        () -> budgets.bulks().use().refused()),
                Figure.gauge(
                        "rollcall.log.pending.rows", "", "Rows of the request log that wait to be written",
                        () -> log.use().rows()),
                Figure.gauge(
                        "rollcall.log.pending", "bytes", "What the rows that wait to be written take in memory",
                        () -> log.use().bytes()),
                Figure.counter(
                        "rollcall.log.dropped", "Rows or bodies that were left out of the request log",
                        () -> log.use().dropped())));
        for (String part : readiness.parts()) {
            figures.add(Figure.gauge("rollcall.part.up", "", "1 when the part works", () -> readiness.up(part))
                    .with("part", part));
        }
        return figures;
    }
}
