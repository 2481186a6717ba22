#!/bin/sh
# Runs the compiler for the wasm module, which has to come out equal in every folder. Cargo identifies a crate
# outside of the workspace by its absolute path, and the compiler orders functions and data by that identity: so
# crates/bitsight-users gets a fixed one.
rustc=$1
shift
case " $* " in
*" --crate-name bitsight_users "*)
    for argument; do
        shift
        case $argument in metadata=*) argument=metadata=bitsight-users ;; esac
        set -- "$@" "$argument"
    done
    ;;
esac
exec "$rustc" "$@"
