# syntax=docker/dockerfile:1
# A static program in an empty image: no shell, no package, nobody's root. Time
# zones are built in; certificates are there for what will speak to platforms.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/hearth ./cmd/hearth \
 && mkdir -p /out/data /out/tmp && chmod 0700 /out/data && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/hearth /usr/local/bin/hearth
# The numbers are nobody's on the machine outside.
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
# In a container nobody reaches 127.0.0.1, so the pages listen on all of its
# addresses. hearth serves them there once it knows whom people must ring and at
# which https address your proxy takes them, and says so until it does:
#   docker run --rm -v hearth:/data hearth council set front-door.phone="…" out-of-hours.phone="…"
#   docker run -d -v hearth:/data -p 127.0.0.1:8080:8080 --stop-timeout 15 \
#     -e HEARTH_URL=https://hearth.example.gov.uk hearth
# Other commands go to the one that serves: docker exec NAME hearth doctor
ENV HEARTH_DATA=/data HEARTH_WEB=0.0.0.0:8080 PATH=/usr/local/bin
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["/usr/local/bin/hearth", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/hearth"]
CMD ["serve"]
