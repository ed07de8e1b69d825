#!/bin/sh
# Makes the database addresses out of the mounted password files, so that no password stands in a configuration,
# then becomes the given program. An address that is set already is left alone.
set -eu

secrets=${SECRETS_FOLDER:-/run/secrets}
server=${DATABASE_SERVER:-postgres:5432}

address() { # variable, login, database
  eval "set_already=\${$1:-}"
  if [ -z "$set_already" ] && [ -r "$secrets/$2" ]; then
    export "$1=postgres://$2:$(cat "$secrets/$2")@$server/$3"
  fi
}
address DATABASE_URL duibiao_api duibiao
address DATABASE_OWNER_URL duibiao_owner duibiao
address DATABASE_WORKER_URL duibiao_worker duibiao
address DATABASE_ADMIN_URL postgres postgres

exec "$@"
