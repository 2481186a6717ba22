#!/bin/sh
# Runs the compiler for the wasm module, which has to come out equal in every folder. Cargo identifies a crate
# outside of the workspace by its absolute path, and the compiler orders functions and data by that identity: so
# those of crates/ get a fixed one.
rustc=$1
shift
case " $* " in
*" --crate-name bitsight_users "*) name=bitsight-users ;;
*" --crate-name bitsight_users_provision "*) name=bitsight-users-provision ;;
*) name= ;;
esac
if [ -n "$name" ]; then
    for argument; do
        shift
        case $argument in metadata=*) argument=metadata=$name ;; esac
        set -- "$@" "$argument"
    done
fi
exec "$rustc" "$@"
