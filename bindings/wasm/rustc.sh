#!/bin/sh
# Runs the compiler for the wasm modules, which have to come out equal in every folder. Cargo identifies a crate
# outside of the workspace by its absolute path, and a crate by those that it depends on; the compiler orders
# functions and data by these identities. So the project's own crates get fixed ones: their names.
rustc=$1
shift
name=
previous=
for argument; do
    [ "$previous" = --crate-name ] && name=$argument
    previous=$argument
done
case $name in
bitsight_users*)
    for argument; do
        shift
        case $argument in metadata=*) argument=metadata=$name ;; esac
        set -- "$@" "$argument"
    done
    ;;
esac
exec "$rustc" "$@"
