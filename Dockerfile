# syntax=docker/dockerfile:1
# A static program in an empty image: no shell, no package, nobody's root. Time
# zones are built in; certificates are there for what will speak to platforms.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/hearth ./cmd/hearth \
 && mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/hearth /usr/local/bin/hearth
# The numbers are nobody's on the machine outside.
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
ENV HEARTH_DATA=/data
VOLUME /data
ENTRYPOINT ["/usr/local/bin/hearth"]
CMD ["help"]
